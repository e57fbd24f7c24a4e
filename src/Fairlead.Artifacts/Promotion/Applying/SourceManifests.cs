using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>The manifests that one batch of an image is made of: each is fetched and read once for all destinations. Thread-safe.</summary>
internal sealed class SourceManifests(SourceImage image, ManifestShelf shelf)
{
    /// <summary>Read at the same time: a hostile one takes <see cref="Manifest.MaxBytes"/>.</summary>
    private const int MaxReading = 8;

    /// <summary>What all of them may name together: many times what honest ones do.</summary>
    private const int MaxNamed = 100_000;

    private readonly Once<Digest, ManifestNode?> _nodes = new();
    private readonly Once<Digest, IReadOnlyList<AttachedManifest>> _attached = new();
    private readonly SemaphoreSlim _reading = new(MaxReading);
    private int _named;

    /// <summary>Where they are from.</summary>
    public SourceImage Image => image;

    /// <summary>A manifest; null when the source has none.</summary>
    /// <exception cref="PromotionSourceException">It can't be had, or can't be used.</exception>
    public Task<ManifestNode?> FindAsync(Digest digest, CancellationToken cancel) => _nodes.GetAsync(digest, () => LoadAsync(digest, cancel));

    /// <summary>Does something with a manifest's bytes, under the media type that it is put as.</summary>
    /// <exception cref="PromotionSourceException">They can't be had any more.</exception>
    public Task UseAsync(ManifestNode node, Func<FetchedManifest, Task> use, CancellationToken cancel) => shelf.Find(node.Digest) is { } kept
        ? use(kept with { MediaType = node.MediaType })
        : shelf.LendAsync(async () =>
        {
            var found = await image.FindAsync(node.Digest, cancel).ConfigureAwait(false) ?? throw Gone(node.Digest);
            await use(found with { MediaType = node.MediaType }).ConfigureAwait(false);
        }, cancel);

    /// <summary>What is attached to a manifest.</summary>
    /// <param name="subject">The manifest.</param>
    /// <param name="withTags">See <see cref="SourceImage.AttachedToAsync"/>.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<IReadOnlyList<AttachedManifest>> AttachedToAsync(Digest subject, bool withTags, CancellationToken cancel) =>
        _attached.GetAsync(subject, () => image.AttachedToAsync(subject, withTags, cancel));

    /// <summary>What is said of one that the source hasn't got.</summary>
    public PromotionSourceException Gone(Digest digest) => new($"{image.TitleOf(digest)}: the source hasn't got it");

    private async Task<ManifestNode?> LoadAsync(Digest digest, CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if ((shelf.Find(digest) ?? await image.FindAsync(digest, cancel).ConfigureAwait(false)) is not { } found) return null;
            var node = ManifestNode.Of(digest, found.MediaType, found.Content.Span);
            if (Interlocked.Add(ref _named, node.Blobs.Count + node.Children.Count) > MaxNamed)
                throw new FormatException($"it and what is promoted with it name more than {MaxNamed} blobs and manifests");
            shelf.Keep(found);
            return node;
        }
        catch (FormatException e)
        {
            throw new PromotionSourceException($"{image.TitleOf(digest)}: it can't be used: {e.Message}", e);
        }
        finally
        {
            _reading.Release();
        }
    }
}
