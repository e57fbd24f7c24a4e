using System.Globalization;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What sources are made of against what a store lists.</summary>
internal static class BlobComparison
{
    /// <summary>Blobs that are missing or have the wrong size.</summary>
    public static IEnumerable<Finding> Wrong(IReadOnlyList<WantedBlob> wanted, IReadOnlyDictionary<Digest, long> held)
    {
        foreach (var blob in wanted)
        {
            if (!held.TryGetValue(blob.Digest, out var size)) yield return Of(blob, FindingKind.Missing, blob.Size < 0 ? "not there" : Text($"not there, {blob.Size} bytes"));
            else if (blob.Size >= 0 && size != blob.Size) yield return Of(blob, FindingKind.WrongSize, Text($"{size} bytes, the manifests say {blob.Size}"));
        }
    }

    /// <summary>Blobs that nobody wants.</summary>
    public static IEnumerable<Finding> Extra(IReadOnlyList<WantedBlob> wanted, IReadOnlyDictionary<Digest, long> held)
    {
        var known = wanted.Select(blob => blob.Digest).ToHashSet();
        return held.Where(one => !known.Contains(one.Key)).OrderBy(one => one.Key)
            .Select(one => new Finding(FindingKind.Extra, one.Key, Text($"{one.Value} bytes, in no source")));
    }

    private static Finding Of(WantedBlob blob, FindingKind kind, string message) =>
        new(kind, blob.Digest, message) { Repository = blob.Locations.Select(location => location.Repository).FirstOrDefault(name => name.Length > 0) ?? "" };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
