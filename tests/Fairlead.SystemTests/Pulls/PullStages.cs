namespace Fairlead.SystemTests.Pulls;

/// <summary>One stage for each kind of feeds, started by the first test that wants it. Tests of one class run one after the other.</summary>
public sealed class PullStages : IAsyncDisposable
{
    private readonly Dictionary<string, PullStage> _stages = [];

    internal async Task<PullStage> WithAsync(string feeds)
    {
        if (!_stages.TryGetValue(feeds, out var stage)) _stages[feeds] = stage = await PullStage.StartAsync(feeds);
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stage in _stages.Values) await stage.DisposeAsync();
    }
}
