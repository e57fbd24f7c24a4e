using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Pulls;

/// <summary>Real clients pull through Fairlead, and the servers' own logs say where every blob came from.</summary>
public sealed class PullByPlaceTests(PullStages stages) : IClassFixture<PullStages>
{
    public static TheoryData<string, string, Place> Pulls =>
    [
        .. from feeds in CloudFeeds.Names
           from client in ImageClients.Names
           from place in Enum.GetValues<Place>()
           select (feeds, client, place),
    ];

    [Theory, MemberData(nameof(Pulls))]
    public async Task Pull_ClientInPlace_EveryBlobFromThePlaceThatIsItsOwn(string feeds, string client, Place place)
    {
        var stage = await stages.WithAsync(feeds);

        await stage.PullAsync(client, place);

        var upstream = await stage.Upstream.Log.TakeAsync();
        upstream.ShouldContain(entry => entry.Method == "GET" && entry.Target.Contains("/manifests/"), "manifests are the upstream's");
        var served = new Dictionary<string, IReadOnlyList<Digest>>
        {
            ["paris"] = await stage.Paris.Log.TakeServedBlobsAsync(),
            ["virginia"] = await stage.Virginia.Log.TakeServedBlobsAsync(),
            ["cdn"] = await stage.Cdn.Log.TakeServedBlobsAsync(),
            ["upstream"] = AccessLog.ServedBlobs(upstream),
        };
        var source = place switch { Place.AwsParis => "paris", Place.Gcp => "upstream", _ => "cdn" };
        foreach (var (server, blobs) in served)
            blobs.ShouldBe(server == source ? stage.Image.Blobs : [], ignoreOrder: true, $"blobs served by {server}");
    }
}
