using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>A folder, a clock, and stores on them: each store stands for one run of the program.</summary>
public abstract class FeedStoreFixture : IDisposable
{
    private readonly HttpClient _http = FeedHttp.Create();

    /// <summary>Removed after the test.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("fairlead-feeds-").FullName;

    internal ManualTime Clock { get; } = new();

    protected string Cache => Path.Combine(Folder, "cache");

    internal FeedStore Store() => Store(FeedLimits.Default);

    internal FeedStore Store(FeedLimits limits) => new(Cache, _http, Clock, limits);

    internal FeedStore StoreWithCache(string? directory) => new(directory, _http, Clock);

    /// <summary>A feed with this many prefixes.</summary>
    protected static string Prefixes(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"192.0.2.{i}/32\n"));

    protected static int? Count(FeedUpdate update) => update.Feed?.Content.Entries.Count;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
