using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>A store and a server for it to ask.</summary>
public abstract class FeedStoreUrlFixture : FeedStoreFixture, IAsyncLifetime
{
    private protected FeedServer Server { get; private set; } = null!;

    private protected FeedSource Source => new("office", "cidrs", "office", null, null, Server.Url("/feed?key=secret"));

    public async ValueTask InitializeAsync() => Server = await FeedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Dispose();
    }

    private protected Task<FeedUpdate> Refresh(FeedStore store) => store.RefreshAsync(Source, accept: false, CancellationToken.None);

    /// <summary>A store that has loaded ten prefixes.</summary>
    private protected async Task<FeedStore> Loaded()
    {
        Server.Serve(Prefixes(10));
        var store = Store();
        (await Refresh(store)).Outcome.ShouldBe(FeedOutcome.Loaded);
        return store;
    }
}
