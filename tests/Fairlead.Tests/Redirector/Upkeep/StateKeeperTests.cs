using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Networks.Feeds;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Redirector.Upkeep;

public sealed class StateKeeperTests : IDisposable
{
    private const string Plain = "upstream: {registry: \"https://registry.example.org\"}\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-keeper-").FullName;

    private string Feed => Path.Combine(_folder, "office.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReloadAsync_GoodPolicy_SwapsInAWholeNewState()
    {
        using var bench = new CoreBench(Plain + "redirectStatus: 307");
        var before = bench.State;
        (await bench.ReloadAsync(Plain + "redirectStatus: 302\npages: {info: \"https://example.org/\"}")).ShouldBeTrue();
        bench.State.ShouldNotBeSameAs(before);
        (bench.State.RedirectStatus, bench.State.Policy.Config.InfoPage).ShouldBe((302, "https://example.org/"));
        bench.Core.Keeper.Config.ShouldBeSameAs(bench.State.Policy.Config);
        (before.RedirectStatus, before.Policy.Config.InfoPage).ShouldBe((307, null), "who has taken the old one keeps it whole");
        bench.Errors.ShouldBeEmpty();
        bench.Log.Of(LogLevel.Information).ShouldContain(line => line.StartsWith("policy reloaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReloadAsync_WrongPolicy_KeepsTheOldStateAndLogsEachProblem()
    {
        using var bench = new CoreBench(Plain);
        var before = bench.State;
        (await bench.ReloadAsync("upstream: {registry: nonsense}\nredirectStatus: 418\ntypo: 1\n")).ShouldBeFalse();
        bench.State.ShouldBeSameAs(before);
        bench.Errors.Count.ShouldBe(4);
        bench.Errors.ShouldContain(line => line.StartsWith("policy.yaml:1:22: error: ", StringComparison.Ordinal));
        bench.Errors.ShouldContain(line => line.StartsWith("policy.yaml:2:17: error: ", StringComparison.Ordinal));
        bench.Errors.ShouldContain(line => line.StartsWith("policy.yaml:3:1: error: ", StringComparison.Ordinal));
        bench.Errors[^1].ShouldBe("the policy was not reloaded: 3 error(s); the old one goes on serving");
        bench.Core.Keeper.IsPolicyCurrent.ShouldBeFalse();
        (await bench.ReloadAsync(Plain)).ShouldBeTrue();
        bench.Core.Keeper.IsPolicyCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task ReloadAsync_WhileOthersRead_NobodySeesHalfAState()
    {
        string[] policies = [Plain + "redirectStatus: 307\npages: {info: \"https://307.example.org/\"}", Plain + "redirectStatus: 302\npages: {info: \"https://302.example.org/\"}"];
        using var bench = new CoreBench(policies[0]);
        var isDone = false;
        TaskCompletionSource[] sawStates = [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)];
        var reading = Task.Run(() =>
        {
            var seen = new HashSet<int>();
            while (!Volatile.Read(ref isDone))
            {
                var state = bench.State;
                seen.Add(state.RedirectStatus);
                state.Policy.Config.InfoPage.ShouldBe($"https://{state.RedirectStatus}.example.org/");
                state.PlaceOf(0).Counters.RedirectStatus.ShouldBe(state.RedirectStatus);
                sawStates[seen.Count - 1].TrySetResult();
            }
        });
        await Task.WhenAny(sawStates[0].Task, reading); // it reads from before the first reload ...
        for (var i = 1; i <= 101; i++) (await bench.ReloadAsync(policies[i % 2])).ShouldBeTrue();
        await Task.WhenAny(sawStates[1].Task, reading); // ... until after the last
        Volatile.Write(ref isDone, true);
        await reading;
    }

    [Fact]
    public async Task ReloadAsync_FeedFileChanged_TakesTheNewNetworks()
    {
        await File.WriteAllTextAsync(Feed, "192.0.2.0/24\n");
        using var bench = new CoreBench(PolicyWith($"file: {Feed}"));
        ProviderOf(bench, "192.0.2.1").ShouldBe("office");
        ProviderOf(bench, "198.51.100.1").ShouldBeNull();

        await File.WriteAllTextAsync(Feed, "198.51.100.0/24\n");
        (await bench.ReloadAsync()).ShouldBeTrue();
        ProviderOf(bench, "192.0.2.1").ShouldBeNull();
        ProviderOf(bench, "198.51.100.1").ShouldBe("office");
    }

    [Theory]
    [InlineData("192.0.2.0/24\n300.0.0.0/8\n")]
    [InlineData("0.0.0.0/0\n")]
    [InlineData(null)]
    public async Task ReloadAsync_FeedFileIsSpoilt_KeepsTheOldNetworks(string? content)
    {
        await File.WriteAllTextAsync(Feed, "192.0.2.0/24\n");
        using var bench = new CoreBench(PolicyWith($"file: {Feed}"));
        if (content is null) File.Delete(Feed);
        else await File.WriteAllTextAsync(Feed, content);
        (await bench.ReloadAsync()).ShouldBeTrue("the policy is good");
        ProviderOf(bench, "192.0.2.1").ShouldBe("office");
        bench.Core.MissingSources.ShouldBeEmpty();
        bench.Log.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("feed office");
    }

    [Fact]
    public async Task ReloadAsync_FeedLeavesThePolicy_ItsNetworksGo()
    {
        await File.WriteAllTextAsync(Feed, "192.0.2.0/24\n");
        using var bench = new CoreBench(PolicyWith($"file: {Feed}"));
        (await bench.ReloadAsync(Plain)).ShouldBeTrue();
        ProviderOf(bench, "192.0.2.1").ShouldBeNull();
        bench.Core.Networks.PrefixesV4.ShouldBe(0);
        bench.Core.Keeper.FeedStatuses().ShouldBeEmpty();
    }

    [Fact]
    public async Task RefreshFeedsAsync_UrlWasDownAtStart_UpstreamUntilItIsLoaded()
    {
        await using var server = await FeedServer.StartAsync();
        server.Status(503);
        using var bench = new CoreBench(PolicyWith($"url: \"{server.Url("/feed")}\""));
        bench.Core.MissingSources.ShouldBe(["office"]);
        bench.Candidates.ShouldBeEmpty("clients are not told apart safely");
        bench.Log.Of(LogLevel.Warning).ShouldContain(line => line.StartsWith("no feed has been loaded yet for office", StringComparison.Ordinal));
        (await RefreshAsync(bench)).ShouldBeFalse();
        bench.Candidates.ShouldBeEmpty();

        server.Serve("192.0.2.0/24\n");
        (await RefreshAsync(bench)).ShouldBeTrue();
        bench.Core.MissingSources.ShouldBeEmpty();
        bench.Candidates.ShouldHaveSingleItem().Mirror.Config.Name.ShouldBe("cdn");
        ProviderOf(bench, "192.0.2.1").ShouldBe("office");
        bench.Core.Keeper.FeedStatuses().Single().ShouldSatisfyAllConditions(
            status => status.IsLoaded.ShouldBeTrue(), status => status.Prefixes.ShouldBe(1), status => status.Age.ShouldBe(TimeSpan.Zero));

        var state = bench.State;
        (await RefreshAsync(bench)).ShouldBeTrue();
        bench.State.ShouldBeSameAs(state, "nothing has changed, nothing is built");
    }

    [Fact]
    public async Task RefreshFeedsAsync_FeedShrinksTooMuch_OldOneStaysUntilItIsAcceptedOnce()
    {
        await using var server = await FeedServer.StartAsync();
        using var bench = new CoreBench(PolicyWith($"url: \"{server.Url("/feed")}\""));
        server.Serve(Prefixes(16), "\"1\"");
        (await RefreshAsync(bench)).ShouldBeTrue();

        server.Serve(Prefixes(4), "\"2\"");
        (await RefreshAsync(bench)).ShouldBeFalse();
        bench.Core.Networks.PrefixesV4.ShouldBe(16);
        bench.Log.Of(LogLevel.Warning)[^1].ShouldContain("--accept office");

        var accept = new HashSet<string> { "office", "another" };
        (await RefreshAsync(bench, accept)).ShouldBeTrue();
        bench.Core.Networks.PrefixesV4.ShouldBe(4);
        accept.ShouldBe(["another"], "it was for once");

        server.Serve(Prefixes(1), "\"3\"");
        (await RefreshAsync(bench, accept)).ShouldBeFalse();
        bench.Core.Networks.PrefixesV4.ShouldBe(4);
    }

    [Fact]
    public async Task RefreshFeedsAsync_AcceptedFeedIsNotToBeHad_StaysAccepted()
    {
        await using var server = await FeedServer.StartAsync();
        using var bench = new CoreBench(PolicyWith($"url: \"{server.Url("/feed")}\""));
        server.Status(503);
        var accept = new HashSet<string> { "office" };
        (await RefreshAsync(bench, accept)).ShouldBeFalse();
        accept.ShouldBe(["office"]);
    }

    [Fact]
    public async Task RefreshFeedsAsync_ReloadDropsTheFeedMeanwhile_ItsAnswerIsLetGo()
    {
        await using var server = await FeedServer.StartAsync();
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Answer = async context =>
        {
            arrived.TrySetResult();
            await go.Task;
            await context.Response.BodyWriter.WriteAsync("192.0.2.0/24\n"u8.ToArray());
        };
        using var bench = new CoreBench(PolicyWith($"url: \"{server.Url("/feed")}\""));
        var refreshing = RefreshAsync(bench);
        await arrived.Task;
        (await bench.ReloadAsync(Plain)).ShouldBeTrue("a reload waits for no download");
        go.SetResult();
        await refreshing;
        bench.Core.Networks.PrefixesV4.ShouldBe(0);
    }

    internal static string PolicyWith(string feed) => Plain + $$"""
        networks: {refresh: 12h, feeds: [{type: cidrs, name: office, network: office, {{feed}}}]}
        providers:
          - {name: office, networks: [office], mirrors: [{name: cdn, url: "https://cdn.example.org/{digest}"}]}
        default: [cdn]
        """;

    internal static string? ProviderOf(CoreBench bench, string address) =>
        bench.State.PlaceOf(bench.Core.Networks.Find(IpAddress.Parse(address))).Place.Provider;

    private static string Prefixes(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"192.0.{2 * i}.0/24\n"));

    private static Task<bool> RefreshAsync(CoreBench bench, HashSet<string>? accept = null) =>
        bench.Core.Keeper.RefreshFeedsAsync(accept ?? [], TestContext.Current.CancellationToken);
}
