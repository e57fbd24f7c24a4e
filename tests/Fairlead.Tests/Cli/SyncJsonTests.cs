using System.Text.Json;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Cli;

namespace Fairlead.Tests.Cli;

public sealed class SyncJsonTests
{
    [Fact]
    public void Write_Reports_HasTheFieldsThatAreDocumented()
    {
        Json(false, SyncReports.Good, SyncReports.Bad).ShouldBe($$$"""
            {"good":false,"jobs":[{"started":"2026-11-21T17:00:00Z","seconds":12.34,"good":true,"interrupted":false,"dryRun":false,"images":12,
            "wanted":{"blobs":5020,"bytes":9800000000},"leftOut":0,"notInSource":0,"ofOtherRegistries":0,"read":{"blobs":21,"bytes":1300000000},"secondReads":1,
            "destinations":[{"store":"s3://paris","present":{"blobs":5000,"bytes":8600000000},"copied":{"blobs":20,"bytes":1200000000},"lacking":{"blobs":0,"bytes":0},
            "inventory":{"key":"containers/inventory","state":"written","blobs":5021}},
            {"store":"file:///srv","present":{"blobs":5020,"bytes":9800000000},"copied":{"blobs":0,"bytes":0},"lacking":{"blobs":0,"bytes":0},
            "inventory":{"key":"containers/inventory","state":"by-another-run"}}],"failures":[]},
            {"name":"releases","started":"2026-11-21T17:00:00Z","seconds":12.34,"good":false,"interrupted":false,"dryRun":false,"shard":"1/4","images":12,
            "wanted":{"blobs":5020,"bytes":9800000000},"leftOut":3,"notInSource":4,"ofOtherRegistries":5,"read":{"blobs":21,"bytes":1300000000},"secondReads":1,
            "destinations":[{"store":"s3://paris","present":{"blobs":5000,"bytes":8600000000},"copied":{"blobs":0,"bytes":0},"lacking":{"blobs":20,"bytes":1200000000},
            "inventory":{"key":"containers/inventory","state":"failed","warning":"the old one is replaced"},"error":"no right"},
            {"store":"file:///srv","present":{"blobs":0,"bytes":0},"copied":{"blobs":0,"bytes":0},"lacking":{"blobs":5020,"bytes":9800000000},
            "inventory":{"key":"containers/inventory","state":"as-it-was"},"error":"file:///srv: there is no such folder"}],
            "failures":[{"what":"registry.example.org/a","message":"gone\u001B[2J"},
            {"digest":"{{{SyncReports.Digest}}}","repository":"team/app","destination":"s3://paris","message":"refused"}]}]}
            """.ReplaceLineEndings(""));
    }

    private static string Json(bool isGood, params SyncReport[] reports)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) SyncJson.Write(json, reports, isGood);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
