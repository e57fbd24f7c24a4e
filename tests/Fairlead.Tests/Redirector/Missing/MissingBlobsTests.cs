using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Missing;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Formats.Inventories;
using Fairlead.Tests.Redirector.Upkeep;

namespace Fairlead.Tests.Redirector.Missing;

public sealed class MissingBlobsTests : IDisposable
{
    private readonly CoreBench _bench = new("""
        upstream: {registry: "https://registry.example.org", repositoryPrefix: prod/images}
        providers: [{name: cloud, cidrs: [192.0.2.0/24], mirrors: [{name: near, url: "https://near.example/{digest}"}, {name: far, url: "https://far.example/{digest}"}]}]
        default: [near, far]
        """);

    private MissingBlobs Missing => _bench.Core.Missing;

    private UpstreamTarget Upstream => _bench.State.UpstreamOf(_bench.State.PlaceOf(0), "");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void List_SomeBlobs_AreThereByRequestsWithWhereToGetThem()
    {
        Ask(1, times: 2);
        Ask(2, times: 5);
        Ask(3);
        List().ShouldBe([Count(2, 5), Count(1, 2), Count(3, 1)]);
        Missing.Count().ShouldBe(3);
        Missing.List(2).ShouldBe([Count(2, 5), Count(1, 2)]);
    }

    [Theory]
    [InlineData("pause", "prod/images/pause")]
    [InlineData("prod/images/pause", "prod/images/pause")]
    [InlineData("prod/images", "prod/images")]
    [InlineData("prod/imagesx/pause", "prod/images/prod/imagesx/pause")]
    public void Add_Repository_IsNamedAsTheUpstreamHasIt(string name, string repository)
    {
        Ask(1, name, times: 3);
        List().ShouldHaveSingleItem().ShouldBe(Count(1, 3) with { Repository = repository });
    }

    [Fact]
    public void Add_NameWithAndWithoutThePrefix_IsOne()
    {
        Ask(1, "pause");
        Ask(1, "prod/images/pause");
        List().ShouldBe([Count(1, 2)]);
    }

    [Fact]
    public void Add_OtherRepositoryOrUpstream_IsAnother()
    {
        Ask(1, "pause");
        Ask(1, "etcd");
        var other = new UpstreamTarget(Upstream.Registries, "", null);
        Missing.Add(Path(1, "pause"), other, _bench.Candidates);
        Missing.Add(Path(1, "pause"), other, _bench.Candidates);
        List().Select(c => (c.Repository, c.Requests)).ShouldBe([("pause", 2), ("prod/images/pause", 1), ("prod/images/etcd", 1)], ignoreOrder: true);
    }

    [Fact]
    public void Add_NameThatIsTooLongWithThePrefix_IsLeftOut()
    {
        Ask(1, new string('a', 255 - "prod/images/".Length));
        Ask(2, new string('a', 255 - "prod/images/".Length + 1));
        List().ShouldHaveSingleItem().Digest.ShouldBe(InventorySamples.DigestOf(1));
    }

    [Fact]
    public void Add_FloodOfWhatIsAskedForOnce_PushesOutNothingThatIsAskedForOften()
    {
        for (var i = 0; i < 500; i++) Ask(i, times: 3);
        for (var i = 1000; i < 201_000; i++) Ask(i);
        var listed = List();
        listed.Count.ShouldBeInRange(MissingBlobs.Capacity / 2, MissingBlobs.Capacity);
        listed.Take(500).ShouldBe(Enumerable.Range(0, 500).Select(i => Count(i, 3)), ignoreOrder: true);
    }

    [Fact]
    public void Add_FullOfWhatWasAskedForTwice_LetsInWhatIsAskedForMore()
    {
        for (var i = 0; i < 40_000; i++) Ask(i, times: 2);
        for (var i = 100_000; i < 100_020; i++) Ask(i, times: 10);
        List().Count(c => Enumerable.Range(100_000, 20).Any(i => c.Digest == InventorySamples.DigestOf(i))).ShouldBe(20);
    }

    [Fact]
    public void List_ACandidateHoldsItByNow_IsLeftOutForGood()
    {
        Ask(1);
        Ask(2);
        var now = _bench.Core.Clock.Milliseconds;
        _bench.Core.Heads.Cache.Keep(InventorySamples.DigestOf(1), _bench.Site(1).Id, PresenceAnswer.Present, now, now + 1000);
        _bench.Core.Heads.Cache.Keep(InventorySamples.DigestOf(2), _bench.Site(1).Id, PresenceAnswer.Absent, now, now + 1000);
        List().ShouldBe([Count(2, 1)]);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        List().ShouldBe([Count(2, 1)]);
        Ask(1);
        List().Count.ShouldBe(2, "it may be missed again");
    }

    [Fact]
    public void List_NotAskedForInHours_IsLeftOut()
    {
        Ask(1);
        _bench.Time.Advance(TimeSpan.FromHours(3));
        Ask(2);
        _bench.Time.Advance(TimeSpan.FromHours(3));
        List().Count.ShouldBe(2);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        List().ShouldBe([Count(2, 1)]);
    }

    [Fact]
    public void Add_BlobThatIsThere_AllocatesNothing()
    {
        Ask(1);
        var (path, upstream, candidates) = (Path(1, "pause"), Upstream, _bench.Candidates);
        Fairlead.Tests.Support.Allocations.Of(() => Missing.Add(path, upstream, candidates)).ShouldBe(0);
    }

    [Fact]
    public async Task Add_FromManyThreads_LosesNothingOfWhatIsThere()
    {
        var (upstream, candidates) = (Upstream, _bench.Candidates);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++) Missing.Add(Path(i % 50, "pause"), upstream, candidates);
        })));
        var listed = List();
        listed.Count.ShouldBe(50);
        listed.Sum(c => c.Requests).ShouldBeInRange(50, 80_000);
        MissingJson.Write(listed.Take(1)).ShouldBe($$"""{"missing":[{"digest":"{{listed[0].Digest}}","repository":"prod/images/pause","registry":"https://registry.example.org","requests":{{listed[0].Requests}}}]}""");
    }

    private static MissingBlobCount Count(int i, long requests) => new(InventorySamples.DigestOf(i), "prod/images/pause", "https://registry.example.org", requests);

    private static RegistryPath Path(int i, string name) => RegistryPath.Parse($"/v2/{name}/blobs/{InventorySamples.DigestOf(i)}");

    private IReadOnlyList<MissingBlobCount> List() => Missing.List(MissingBlobs.Capacity);

    private void Ask(int i, string name = "pause", int times = 1)
    {
        for (; times > 0; times--) Missing.Add(Path(i, name), Upstream, _bench.Candidates);
    }
}
