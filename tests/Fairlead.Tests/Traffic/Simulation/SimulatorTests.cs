using Fairlead.Tests.Support;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Simulation;

/// <summary>Where requests of logs go under a policy, and under the one before.</summary>
public sealed class SimulatorTests
{
    private const string InParis = "192.0.2.1";
    private const string InVirginia = "198.51.100.1";
    private const string Elsewhere = "203.0.113.1";
    private const string Blob = $"/v2/app/blobs/{SampleDigest.Text}";

    private const string Clouds = """
        upstream: {registry: "https://registry.example", signatures: "https://signatures.example"}
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}, {prefix: 198.51.100.0/24, region: us-east-1}]
            mirrors:
              - {region: eu-west-3, url: "https://paris-bucket.s3.eu-west-3.amazonaws.com/{digest}"}
              - {region: us-east-1, url: "https://virginia-bucket.s3.us-east-1.amazonaws.com/{digest}"}
          - name: everyone-else
            mirrors: [{name: cdn, url: "https://cdn.example/{digest}"}]
        default: [cdn]
        artifacts: [{path: /files/, host: files.example}]
        """;

    /// <summary>The same without the mirror in Paris, with files elsewhere.</summary>
    private const string WithoutParis = """
        upstream: {registry: "https://registry.example"}
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}, {prefix: 198.51.100.0/24, region: us-east-1}]
            mirrors: [{region: us-east-1, url: "https://virginia-bucket.s3.us-east-1.amazonaws.com/{digest}"}]
        """;

    [Theory]
    [InlineData(Blob, InParis, "cloud-us-east-1 -> cloud-eu-west-3")]
    [InlineData(Blob, InVirginia, "cloud-us-east-1 -> cloud-us-east-1")]
    [InlineData(Blob, Elsewhere, "registry.example -> cdn")]
    [InlineData(Blob, null, "registry.example -> cdn")]
    [InlineData($"/containers/images/{SampleDigest.Text}", InParis, "cloud-us-east-1 -> cloud-eu-west-3")] // a mirror's own path
    [InlineData($"/sha256%3A{SampleDigest.Hex}", InParis, "cloud-us-east-1 -> cloud-eu-west-3")]
    [InlineData("/v2/app/manifests/v1", InParis, "registry.example -> registry.example")]
    [InlineData($"/v2/app/manifests/{SampleDigest.Text}", InParis, "registry.example -> registry.example")]
    [InlineData($"/v2/app/manifests/sha256-{SampleDigest.Hex}.sig", InParis, "registry.example -> signatures.example")]
    [InlineData("/v2/App/blobs/" + SampleDigest.Text, InParis, "registry.example -> registry.example")] // no repository's name: rule 5
    [InlineData("/v2/app/tags/list?n=5", InParis, "registry.example -> registry.example")]
    public void Take_Request_GoesWhereThePoliciesSendIt(string target, string? client, string way) =>
        new SimulatedTraffic(Clouds, WithoutParis).WayOf(new ReplayedRequest(target) { Client = client }).ShouldBe(way);

    [Theory]
    [InlineData("cloud-eu-west-3", "cloud-eu-west-3 -> cloud-eu-west-3")] // as a redirector names it
    [InlineData("paris-bucket", "cloud-eu-west-3 -> cloud-eu-west-3")] // as its store does
    [InlineData("virginia-bucket", "cloud-us-east-1 -> cloud-eu-west-3")]
    [InlineData("registry.example", "registry.example -> cloud-eu-west-3")]
    [InlineData("somebody-elses-bucket", "somebody-elses-bucket -> cloud-eu-west-3")]
    [InlineData("", "(not known) -> cloud-eu-west-3")]
    public void Take_WithoutBaseline_ComesFromWhoTheLogSays(string backend, string way) =>
        new SimulatedTraffic(Clouds).WayOf(new ReplayedRequest(Blob) { Client = InParis, Backend = backend }).ShouldBe(way);

    [Fact]
    public void Take_LogThatDoesNotSayWho_ComesFromWhoTheCommandLineSays() =>
        new SimulatedTraffic(Clouds) { Unnamed = "cdn.example" }.WayOf(new ReplayedRequest(Blob) { Client = InParis }).ShouldBe("cdn -> cloud-eu-west-3");

    [Theory]
    [InlineData("/")]
    [InlineData("/v2/")]
    [InlineData("/v2/_catalog")]
    [InlineData("/v1/repositories")]
    [InlineData("/nothing/of/ours")]
    [InlineData("/v2/app//blobs")]
    [InlineData("")]
    public void Take_WhatThePolicyServesItself_IsNotReplayed(string target)
    {
        var result = new SimulatedTraffic(Clouds, Clouds).Run([new ReplayedRequest(target) { Client = InParis }]);

        (result.Requests, result.NotReplayed, result.Lost).ShouldBe((0, 1, 0));
    }

    [Theory]
    [InlineData(RequestMethod.Other, 200)]
    [InlineData(RequestMethod.Get, 404)]
    [InlineData(RequestMethod.Get, 503)]
    public void Take_WhatWasNotServed_IsNotReplayed(RequestMethod method, int status)
    {
        var result = new SimulatedTraffic(Clouds, Clouds).Run([new ReplayedRequest(Blob) { Client = InParis, Method = method, Status = status }]);

        (result.Requests, result.NotReplayed, result.Lost, result.Bytes).ShouldBe((0, 1, 0, 0));
    }

    [Fact]
    public void Take_FileThatTheNewPolicyHasNoHostFor_IsLost()
    {
        var request = new ReplayedRequest("/files/a.tar.gz") { Client = InParis };

        new SimulatedTraffic(Clouds).WayOf(request with { Backend = "files.example" }).ShouldBe("files.example -> files.example");
        new SimulatedTraffic(WithoutParis, Clouds).Run([request]).Lost.ShouldBe(1);
        new SimulatedTraffic(Clouds, WithoutParis).Run([request]).Lost.ShouldBe(0, "it wasn't served before");
        new SimulatedTraffic(WithoutParis).Run([request with { Backend = "files.example" }]).Lost.ShouldBe(0, "who knows whose log that is");
        new SimulatedTraffic(WithoutParis).Run([request with { Client = null, Facts = default((string?, string?, uint, string?)), Backend = "files.example", Status = 307 }])
            .Lost.ShouldBe(1, "a redirector's own");
    }

    [Fact]
    public void Take_MirrorWithoutTheBlob_IsPassedOverForTheNext()
    {
        var traffic = new SimulatedTraffic(Clouds, Clouds);
        traffic.Inventories["cloud-eu-west-3"] = SimulatedTraffic.InventoryOf((SampleDigest.Text, 5));
        var held = new ReplayedRequest(Blob) { Client = InParis };
        traffic.WayOf(held).ShouldBe("cloud-eu-west-3 -> cloud-eu-west-3");

        var other = held with { Target = Blob.Replace("0123", "3210", StringComparison.Ordinal) };
        traffic.WayOf(other).ShouldBe("cloud-us-east-1 -> cloud-us-east-1");
        traffic.Run([other]).AssumedPresent.ShouldBe(["cloud-us-east-1"]);
        traffic.Run([held]).AssumedPresent.ShouldBeEmpty();

        traffic.Inventories["cloud-us-east-1"] = SimulatedTraffic.InventoryOf();
        traffic.WayOf(other).ShouldBe("registry.example -> registry.example");
    }

    [Fact]
    public void Take_MirrorUnderAnotherName_IsTheSameByItsUrl() =>
        new SimulatedTraffic(Clouds.Replace("name: cdn,", "name: the-cdn,", StringComparison.Ordinal).Replace("[cdn]", "[the-cdn]", StringComparison.Ordinal), Clouds)
            .WayOf(new ReplayedRequest(Blob) { Client = Elsewhere }).ShouldBe("the-cdn -> the-cdn");

    [Fact]
    public void Take_MirrorOfTheSameNameElsewhere_IsAnother() =>
        new SimulatedTraffic(Clouds.Replace("cdn.example", "other-cdn.example", StringComparison.Ordinal), Clouds)
            .WayOf(new ReplayedRequest(Blob) { Client = Elsewhere }).ShouldBe("cdn (baseline) -> cdn");

    [Fact]
    public void Take_RedirectorsOwnLog_GoesByItsFactsAndTheSizesOfInventories()
    {
        var traffic = new SimulatedTraffic(Clouds);
        traffic.Inventories["cloud-us-east-1"] = SimulatedTraffic.InventoryOf((SampleDigest.Text, 77));
        var logged = new ReplayedRequest(Blob) { Facts = ("cloud", "eu-west-3", 0, "FR"), Backend = "cloud-us-east-1", Status = 307, Bytes = 0 };

        var move = traffic.Run([logged]).Moves.ShouldHaveSingleItem();
        move.ShouldBe(new("cloud-us-east-1", "cloud-eu-west-3", "cloud", "eu-west-3", 1, 77, null));

        traffic.Run([logged with { Method = RequestMethod.Head }]).Bytes.ShouldBe(0);
        traffic.Run([logged]).Unsized.ShouldBe(0);
        traffic.Run([logged with { Target = Blob.Replace("0123", "3210", StringComparison.Ordinal) }]).Unsized.ShouldBe(1);
        traffic.Run([logged with { Backend = "", Target = "/v2/", Status = 200 }]).NotReplayed.ShouldBe(1);
    }

    [Fact]
    public void Take_ClientThatOnlyTheBaselineKnows_IsOfItsProvider()
    {
        const string nobody = """
            upstream: {registry: "https://registry.example"}
            """;
        var move = new SimulatedTraffic(nobody, Clouds).Run([new ReplayedRequest(Blob) { Client = InParis }]).Moves.ShouldHaveSingleItem();

        (move.From, move.To, move.Provider, move.Region).ShouldBe(("cloud-eu-west-3", "registry.example", "cloud", "eu-west-3"));
    }

    [Fact]
    public void Run_SeveralWorkers_CountWhatOneDoes()
    {
        var requests = Enumerable.Range(0, 60).Select(i => new ReplayedRequest(i % 3 == 0 ? "/v2/app/manifests/v1" : Blob)
        {
            Client = new[] { InParis, InVirginia, Elsewhere }[i / 3 % 3],
            Bytes = i,
            Status = i % 20 == 19 ? 404 : 200,
        }).ToList();
        var one = new SimulatedTraffic(Clouds, WithoutParis).Run(requests);
        var three = new SimulatedTraffic(Clouds, WithoutParis).Run(requests, workers: 3);

        one.Requests.ShouldBe(57);
        (three.Requests, three.NotReplayed, three.Bytes, three.MovedBytes).ShouldBe((one.Requests, one.NotReplayed, one.Bytes, one.MovedBytes));
        three.Moves.ShouldBe(one.Moves);
        three.Backends.ShouldBe(one.Backends);
    }

    [Fact]
    public void Run_SamePolicyTwice_MovesNothing()
    {
        var result = new SimulatedTraffic(Clouds, Clouds).Run([.. new[] { InParis, InVirginia, Elsewhere }.Select(client => new ReplayedRequest(Blob) { Client = client })]);

        (result.Requests, result.MovedRequests, result.MovedBytes, result.Moves.Count).ShouldBe((3, 0, 0, 0));
        result.Backends.ShouldAllBe(backend => backend.BytesBefore == backend.BytesAfter);
    }
}
