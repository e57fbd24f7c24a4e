using System.Globalization;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>Pulls one image as clients do, for all platforms: an index, its manifests, and the blobs of each. To be used once.</summary>
/// <param name="image">Which.</param>
/// <param name="session">How requests are made.</param>
/// <param name="limits">How much is asked for at the most.</param>
/// <param name="seen">Blobs that were asked for already; this image's are added.</param>
/// <param name="done">Told of each path when it is done, by several threads at once.</param>
/// <param name="cancel">Ends it.</param>
internal sealed class ImageProber(ProbedImage image, ProbeSession session, ProbeLimits limits, HashSet<Digest> seen, Action<PathProbe> done, CancellationToken cancel)
{
    private readonly List<PathProbe> _paths = [];
    private readonly List<(string Kind, ProbedBlob Blob)> _blobs = [];

    /// <summary>Makes all checks.</summary>
    public async Task<ImageProbe> ProbeAsync()
    {
        await WalkAsync().ConfigureAwait(false);
        var probes = new PathProbe[_blobs.Count];
        await Parallel.ForAsync(0, _blobs.Count, new ParallelOptions { MaxDegreeOfParallelism = session.Options.Jobs, CancellationToken = cancel }, async (i, token) =>
        {
            probes[i] = await BlobAsync($"{_blobs[i].Kind} {_blobs[i].Blob.Digest}", _blobs[i].Blob, token).ConfigureAwait(false);
            done(probes[i]);
        }).ConfigureAwait(false);
        return new ImageProbe(image, [.. _paths, .. probes]);
    }

    private async Task WalkAsync()
    {
        var waiting = new Queue<(Descriptor? Wanted, string Reference, Digest? Digest)>([(null, image.Reference, image.Digest)]);
        var known = new HashSet<string> { image.Reference };
        while (waiting.TryDequeue(out var next))
        {
            cancel.ThrowIfCancellationRequested();
            var (probe, manifest) = await new ManifestProber(image.Repository, next.Wanted, next.Reference, next.Digest, session, cancel).ProbeAsync().ConfigureAwait(false);
            foreach (var child in manifest?.Manifests ?? [])
            {
                if (known.Contains(child.Digest.ToString())) continue;
                if (known.Count >= limits.ManifestsPerImage)
                {
                    probe = WithFailure(probe, $"the image has more than {limits.ManifestsPerImage} manifests: the others are not asked for");
                    break;
                }
                known.Add(child.Digest.ToString());
                waiting.Enqueue((child, child.Digest.ToString(), child.Digest));
            }
            if (!TryNoteBlobs(manifest)) probe = WithFailure(probe, $"the image has more than {limits.BlobsPerImage} blobs: the others are not asked for");
            _paths.Add(probe);
            done(probe);
        }
    }

    private bool TryNoteBlobs(Manifest? manifest)
    {
        if (manifest?.Config is { } config && !TryNote("config", config)) return false;
        return (manifest?.Layers ?? []).All(layer => layer.IsNonDistributable || TryNote("layer", layer));
    }

    // Schema 1 doesn't say how large its layers are, and then nothing can be said of what comes.
    private bool TryNote(string kind, Descriptor blob)
    {
        if (blob.Size < 0 || seen.Contains(blob.Digest)) return true;
        if (_blobs.Count == limits.BlobsPerImage) return false;
        seen.Add(blob.Digest);
        _blobs.Add((kind, new ProbedBlob(image.Repository, blob.Digest, blob.Size)));
        return true;
    }

    private async Task<PathProbe> BlobAsync(string title, ProbedBlob blob, CancellationToken token)
    {
        // What a manifest says of sizes is anybody's word.
        var bytes = session.Options.EndsOnly ? Math.Min(blob.Size, 2 * ByteRange.KeptLength) : blob.Size;
        if (!session.Tally.TryWant(bytes, limits.Bytes))
        {
            var failure = new ProbeCheck(CheckName.Get, CheckStatus.Failed, TimeSpan.Zero, string.Create(CultureInfo.InvariantCulture, $"not asked for: with {bytes} bytes of it it would be more than {limits.Bytes} in all"));
            return new PathProbe(blob.Path, title, new RouteTaken(null, null, null, null, []), [failure]);
        }
        var probe = await new BlobProber(blob, session, token).ProbeAsync().ConfigureAwait(false);
        return new PathProbe(blob.Path, title, probe.Route, probe.Checks);
    }

    private static PathProbe WithFailure(PathProbe probe, string detail) =>
        probe with { Checks = [.. probe.Checks.Select(check => check.Name == CheckName.Manifest ? check with { Status = CheckStatus.Failed, Detail = detail } : check)] };
}
