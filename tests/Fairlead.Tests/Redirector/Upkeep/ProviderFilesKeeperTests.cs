using Fairlead.Redirector.Observing;
using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Redirector.Upkeep;

/// <summary>Provider files in operation: fetched and kept as feeds are, taken whole or not at all.</summary>
public sealed class ProviderFilesKeeperTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-providers-").FullName;
    private FeedServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FeedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Archive_DownAtStart_UpstreamUntilItIsLoaded()
    {
        _server.Status(503);
        using var bench = Bench();
        bench.Core.MissingSources.ShouldBe(["the provider files"]);
        bench.Core.LacksSources.ShouldBeTrue();
        bench.State.PlaceOf(0).Place.Why.ShouldBe("feeds missing");
        (await RefreshAsync(bench)).ShouldBeFalse();

        Serve("amazon", "\"1\"");
        (await RefreshAsync(bench)).ShouldBeTrue();
        bench.Core.MissingSources.ShouldBeEmpty();
        bench.Core.LacksSources.ShouldBeFalse();
        Providers(bench).ShouldBe("ours amazon");
        bench.State.PlaceOf(0).Place.Why.ShouldBe("default");
    }

    [Fact]
    public async Task Archive_NotModified_IsAskedForOnConditionAndNothingIsBuilt()
    {
        Serve("amazon", "\"1\"");
        using var bench = Bench();
        (await RefreshAsync(bench)).ShouldBeTrue();
        var state = bench.State;
        (await RefreshAsync(bench)).ShouldBeTrue();
        bench.State.ShouldBeSameAs(state);
        _server.Asked.Last().ShouldStartWith("/main.tar.gz \"1\" ");

        Serve("google", "\"2\"");
        (await RefreshAsync(bench)).ShouldBeTrue();
        Providers(bench).ShouldBe("ours google");
        (await bench.ReloadAsync()).ShouldBeTrue();
        Providers(bench).ShouldBe("ours google");
    }

    [Fact]
    public async Task Archive_Spoilt_TheLastGoodOneStays()
    {
        Serve("amazon", "\"1\"");
        using var bench = Bench();
        await RefreshAsync(bench);
        foreach (var spoilt in new[] { "not an archive"u8.ToArray(), TarGz.Of(("repo/asns/x.yaml", "asns: [x]")), TarGz.Of(("../asns/x.yaml", "name: x")) })
        {
            Serve(spoilt, "\"2\"");
            (await RefreshAsync(bench)).ShouldBeFalse();
            Providers(bench).ShouldBe("ours amazon");
            bench.Log.Of(LogLevel.Warning)[^1].ShouldContain("the last good one stays in use");
        }
    }

    [Fact]
    public async Task Archive_NextStart_HasItFromDiskAndForgetsItWithItsUrl()
    {
        Serve("amazon", "\"1\"");
        using (var first = Bench()) await RefreshAsync(first);
        _server.Status(503);
        using var second = Bench();
        Providers(second).ShouldBe("ours amazon");
        second.Core.MissingSources.ShouldBeEmpty();

        (await second.ReloadAsync(Policy.Replace("main.tar.gz", "other.tar.gz"))).ShouldBeTrue();
        Providers(second).ShouldBe("ours");
        second.Core.MissingSources.ShouldBe(["the provider files"]);
        (await second.ReloadAsync("upstream: {registry: \"https://registry.example.org\"}")).ShouldBeTrue();
        second.Core.MissingSources.ShouldBeEmpty();
    }

    [Fact]
    public async Task Folder_Changed_IsReadAtReloadAndAtRefresh()
    {
        var file = Path.Combine(_folder, "a.yaml");
        await File.WriteAllTextAsync(file, "name: amazon\nasns: [1]\n");
        using var bench = new CoreBench($"upstream: {{registry: \"https://registry.example.org\"}}\nprovidersFrom: {{path: \"{_folder}\"}}\n");
        Providers(bench).ShouldBe("amazon");
        await File.WriteAllTextAsync(file, "name: google\nasns: [1]\n");
        (await bench.ReloadAsync()).ShouldBeTrue();
        Providers(bench).ShouldBe("google");
        await File.WriteAllTextAsync(file, "name: azure\nasns: [1]\n");
        (await RefreshAsync(bench)).ShouldBeTrue();
        Providers(bench).ShouldBe("azure");

        await File.WriteAllTextAsync(file, "name: [");
        (await RefreshAsync(bench)).ShouldBeFalse();
        (await bench.ReloadAsync()).ShouldBeTrue("the policy is good");
        Providers(bench).ShouldBe("azure");
        bench.Log.Of(LogLevel.Warning)[^1].ShouldContain("the files of before stay in use");
    }

    [Fact]
    public async Task Status_Archive_IsAsOldAsItsServersLastWordOnIt()
    {
        Serve("amazon", "\"1\"");
        using (var first = Bench())
        {
            Status(first).ShouldSatisfyAllConditions(status => status.IsLoaded.ShouldBeFalse(), status => status.Refresh.ShouldBe(TimeSpan.FromHours(12)));
            await RefreshAsync(first);
            first.Time.Advance(TimeSpan.FromHours(1));
            Status(first).Age.ShouldBe(TimeSpan.FromHours(1));
            await RefreshAsync(first); // 304
            Status(first).Age.ShouldBe(TimeSpan.Zero);
            _server.Status(503);
            first.Time.Advance(TimeSpan.FromHours(1));
            await RefreshAsync(first);
            Status(first).Age.ShouldBe(TimeSpan.FromHours(1));
        }

        using var second = Bench();
        second.Time.Advance(TimeSpan.FromHours(3));
        Status(second).ShouldSatisfyAllConditions(status => status.IsLoaded.ShouldBeTrue(), status => status.Age.ShouldBe(TimeSpan.FromHours(2)));
    }

    [Fact]
    public async Task Status_Folder_IsAsOldAsItsLastGoodReading()
    {
        var file = Path.Combine(_folder, "a.yaml");
        await File.WriteAllTextAsync(file, "name: amazon\nasns: [1]\n");
        using var bench = new CoreBench($"upstream: {{registry: \"https://registry.example.org\"}}\nprovidersFrom: {{path: \"{_folder}\"}}\n");
        bench.Time.Advance(TimeSpan.FromHours(1));
        (await RefreshAsync(bench)).ShouldBeTrue();
        Status(bench).Age.ShouldBe(TimeSpan.Zero);

        await File.WriteAllTextAsync(file, "name: [");
        bench.Time.Advance(TimeSpan.FromHours(1));
        (await RefreshAsync(bench)).ShouldBeFalse();
        Status(bench).ShouldSatisfyAllConditions(status => status.Name.ShouldBe("provider files"), status => status.IsLoaded.ShouldBeTrue(), status => status.Age.ShouldBe(TimeSpan.FromHours(1)));

        (await bench.ReloadAsync("upstream: {registry: \"https://registry.example.org\"}")).ShouldBeTrue();
        bench.Core.Keeper.FeedStatuses().ShouldBeEmpty();
    }

    private string Policy => $$"""
        upstream: {registry: "https://registry.example.org"}
        providersFrom: {url: "{{_server.Url("/main.tar.gz")}}", folder: asns}
        providers: [{name: ours, cidrs: [192.0.2.0/24], mirrors: [{name: cdn, url: "https://cdn.example.org/{digest}"}]}]
        default: [cdn]
        """;

    private CoreBench Bench() => new(Policy, cacheDirectory: _folder);

    private static string Providers(CoreBench bench) => string.Join(' ', bench.Core.Policy.Providers.Select(provider => provider.Name));

    private static FeedStatus Status(CoreBench bench) => bench.Core.Keeper.FeedStatuses().Single();

    private static Task<bool> RefreshAsync(CoreBench bench) => bench.Core.Keeper.RefreshFeedsAsync(new HashSet<string>(), TestContext.Current.CancellationToken);

    private void Serve(string provider, string etag) => Serve(TarGz.Of(("repo-main/README.md", "#"), ("repo-main/asns/x.yaml", $"name: {provider}\nasns: [1]\n")), etag);

    private void Serve(byte[] archive, string etag) => _server.Answer = async context =>
    {
        context.Response.Headers.ETag = etag;
        if (context.Request.Headers.IfNoneMatch == etag) context.Response.StatusCode = StatusCodes.Status304NotModified;
        else await context.Response.BodyWriter.WriteAsync(archive);
    };
}
