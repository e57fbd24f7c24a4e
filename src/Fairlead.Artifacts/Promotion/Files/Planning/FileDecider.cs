using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>Decides edges by what stores list, and by what their files are.</summary>
/// <param name="contents">Of all stores, by their URLs.</param>
/// <param name="sources">All stores that files come from.</param>
/// <param name="digests">Who knows what a file is.</param>
/// <param name="overwrite">Whether other files may be overwritten.</param>
internal sealed class FileDecider(IReadOnlyDictionary<string, StoreContents> contents, SourcePlaces sources, ObjectDigests digests, bool overwrite)
{
    /// <summary>Decides one.</summary>
    /// <exception cref="StoreException">It can't be found out.</exception>
    public async Task<FileEdge> DecideAsync(WantedFile wanted, CancellationToken cancel)
    {
        if (sources.Of(wanted.Target) is { } inSource)
            throw new StoreException($"{wanted.To}: files are promoted from {inSource}, and nothing is ever put into a source", isTransient: false);
        var edge = new FileEdge(wanted.File, wanted.Digest, wanted.From, wanted.To, FileAction.Copy);
        if (Of(wanted.To).Find(wanted.File) is { } there)
        {
            // By its content alone: its size is what the source's is only where the source is right.
            var digest = await digests.OfAsync(wanted.To, there, cancel).ConfigureAwait(false);
            if (digest == wanted.Digest) return edge with { Action = FileAction.Present, Size = there.Size };
            edge = edge with { Was = digest, Replaces = there };
            if (!overwrite) return edge with { Action = FileAction.Differs };
        }
        if (Of(wanted.From).Find(wanted.File) is not { } source) return edge with { Action = FileAction.Lost };
        if (await digests.KnownAsync(wanted.From, source, cancel).ConfigureAwait(false) is { } actual && actual != wanted.Digest)
            throw new StoreException($"{wanted.From}: {wanted.File} is another file than the manifest says: its SHA-256 is {actual.Hex}", isTransient: false);
        return edge with { Size = source.Size };
    }

    private StoreContents Of(StoreUrl url) => contents[url.Text] is { Failure: var failure } found && failure is null ? found : throw new StoreException(contents[url.Text].Failure!, isTransient: false);
}
