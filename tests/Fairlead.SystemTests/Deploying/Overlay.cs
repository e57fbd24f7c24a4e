using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Deploying;

/// <summary>An overlay of <c>deploy/kubernetes</c>, put together by kubectl's own kustomize.</summary>
internal sealed class Overlay
{
    private readonly IReadOnlyList<KubernetesManifest> _objects;

    private Overlay(IReadOnlyList<KubernetesManifest> objects) => _objects = objects;

    /// <summary>Builds the overlay of this name in the checkout.</summary>
    public static async Task<Overlay> BuildAsync(string name)
    {
        using var directory = new TempDirectory();
        await CopyDeployAsync(directory);
        return new(KubernetesManifest.ReadAll((await ClientCommand.RunAsync(Tool.Kubectl, "kustomize", directory.File($"deploy/kubernetes/overlays/{name}"))).Succeeded().Output));
    }

    /// <summary>Copies <c>deploy/</c> into a directory, its overlays in words that this machine's kubectl knows.</summary>
    public static async Task CopyDeployAsync(TempDirectory directory) =>
        (await ClientCommand.RunAsync(Checkout.File("tests/deployment/overlays"), [directory.Path])).Succeeded();

    /// <summary>The kinds of its objects.</summary>
    public IEnumerable<string> Kinds => _objects.Select(one => one.Text("kind"));

    /// <summary>All its objects.</summary>
    public IReadOnlyList<KubernetesManifest> Objects => _objects;

    /// <summary>The one object of a kind whose name begins so.</summary>
    public KubernetesManifest The(string kind, string name = "") =>
        _objects.Single(one => one.Text("kind") == kind && one.Text("metadata/name").StartsWith(name, StringComparison.Ordinal));
}
