using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>What a store has of the files that are wanted from it or for it.</summary>
internal sealed class StoreContents
{
    private readonly Dictionary<string, StoredObject> _found = new(StringComparer.Ordinal);

    private StoreContents(StoreUrl url) => Url = url;

    /// <summary>Which.</summary>
    public StoreUrl Url { get; }

    /// <summary>Why it could not be listed; null when it could.</summary>
    public string? Failure { get; private set; }

    /// <summary>Lists it once, below what all wanted names have in common.</summary>
    public static async Task<StoreContents> ListAsync(FilestoreClients stores, StoreUrl url, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        var contents = new StoreContents(url);
        try
        {
            await foreach (var found in stores.Get(url).ListAsync(CommonFolder(wanted), cancel).ConfigureAwait(false))
                if (wanted.Contains(found.Key)) contents._found[found.Key] = found;
        }
        catch (StoreException e)
        {
            contents.Failure = e.Message;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or UnauthorizedAccessException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            contents.Failure = $"{url}: it can't be listed: {e.Message}";
        }
        return contents;
    }

    /// <summary>A file as it was listed; null when there is none.</summary>
    public StoredObject? Find(string file) => _found.GetValueOrDefault(file);

    // Up to a slash: some servers list whole folders faster, and a folder's listing needs one.
    private static string CommonFolder(IReadOnlySet<string> names)
    {
        var common = names.FirstOrDefault() ?? "";
        foreach (var name in names)
        {
            var length = common.AsSpan().CommonPrefixLength(name);
            if (length < common.Length) common = common[..length];
        }
        return common[..(common.LastIndexOf('/') + 1)];
    }
}
