using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>What manifests ask for, to tell a plan that goes beyond it: one of other manifests, or one that somebody changed.</summary>
public sealed class FilePlanScope
{
    private readonly HashSet<(string From, string To, Digest Digest)> _wanted;

    /// <summary>What these ask for.</summary>
    public FilePlanScope(IEnumerable<FileManifest> manifests) => _wanted = [.. WantedFile.Of(manifests).Select(one => (one.From.Identity(one.File), one.Target, one.Digest))];

    /// <summary>Those of a plan's edges that they don't ask for, for people.</summary>
    public IEnumerable<string> Beyond(FilePlan plan) => plan.Edges
        .Where(edge => !_wanted.Contains((edge.From.Identity(edge.File), edge.To.Identity(edge.File), edge.Digest)))
        .Select(edge => $"{edge.File} in {edge.To} as {edge.Digest.Hex} from {edge.From}");
}
