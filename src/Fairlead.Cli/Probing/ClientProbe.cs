using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Cli.Probing;

/// <summary>What one client gets.</summary>
/// <param name="Client">Who; null: this machine.</param>
/// <param name="Images">At the target, in the order of the file.</param>
/// <param name="Against">At the redirector that it is compared with, likewise; empty where there is none.</param>
/// <param name="Differences">Between the two.</param>
internal sealed record ClientProbe(ClientClaim? Client, IReadOnlyList<ImageProbe> Images, IReadOnlyList<ImageProbe> Against, IReadOnlyList<RouteDifference> Differences)
{
    /// <summary>Who, for people.</summary>
    public string Name => Client is null ? "this machine" : Client.Address.ToString();

    /// <summary>All paths at the target.</summary>
    public IEnumerable<PathProbe> Paths => Images.SelectMany(image => image.Paths);
}
