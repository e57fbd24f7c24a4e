using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Deploying;

/// <summary>An overlay of <c>deploy/kubernetes</c>, put together by kubectl's own kustomize.</summary>
internal sealed class Overlay
{
    private readonly IReadOnlyList<KubernetesManifest> _objects;

    private Overlay(IReadOnlyList<KubernetesManifest> objects) => _objects = objects;

    /// <summary>Builds it, by its folder.</summary>
    public static async Task<Overlay> BuildAsync(string folder) =>
        new(KubernetesManifest.ReadAll((await ClientCommand.RunAsync(Tool.Kubectl, "kustomize", folder)).Succeeded().Output));

    /// <summary>The overlay of this name in the checkout.</summary>
    public static Task<Overlay> OfCheckoutAsync(string name) => BuildAsync(Checkout.File($"deploy/kubernetes/overlays/{name}"));

    /// <summary>The kinds of its objects.</summary>
    public IEnumerable<string> Kinds => _objects.Select(one => one.Text("kind"));

    /// <summary>All its objects.</summary>
    public IReadOnlyList<KubernetesManifest> Objects => _objects;

    /// <summary>The one object of a kind whose name begins so.</summary>
    public KubernetesManifest The(string kind, string name = "") =>
        _objects.Single(one => one.Text("kind") == kind && one.Text("metadata/name").StartsWith(name, StringComparison.Ordinal));
}
