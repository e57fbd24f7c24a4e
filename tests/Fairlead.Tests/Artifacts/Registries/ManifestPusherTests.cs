using System.Text;
using System.Text.Json;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class ManifestPusherTests
{
    private const string Repository = "team/app";

    private static readonly Blob s_config = Blob.Of(OciMediaType.Empty, Encoding.UTF8.GetBytes("{}"));
    private static readonly Blob s_subject = Blob.Of(OciMediaType.Manifest, Encoding.UTF8.GetBytes($$$"""
        {"schemaVersion":2,"mediaType":"{{{OciMediaType.Manifest}}}","config":{"mediaType":"{{{OciMediaType.Config}}}","digest":"{{{s_config.Digest}}}","size":2},"layers":[]}
        """));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Tag => $"sha256-{s_subject.Digest.Hex}";

    [Fact]
    public async Task Put_WithASubjectWhereThereIsNoReferrersApi_IsAddedToTheTagsList()
    {
        await using var registry = await StartAsync(hasReferrers: false);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var client = clients.Of(registry.Host);
        var (first, second) = (Referrer("\"artifactType\":\"application/vnd.example\",", """,  "annotations": {"a" : "b", "é":"1"}"""), Referrer("", ""));
        await client.PutManifestAsync(Repository, first.Digest.ToString(), first, Cancel);
        await client.PutManifestAsync(Repository, second.Digest.ToString(), second, Cancel);
        await client.PutManifestAsync(Repository, "signature", first, Cancel); // a second time: it is there already

        var list = (await client.FindManifestAsync(Repository, Tag, Cancel)).ShouldNotBeNull();
        list.MediaType.ShouldBe(OciMediaType.Index);
        using var json = JsonDocument.Parse(list.Content);
        var entries = json.RootElement.GetProperty("manifests").EnumerateArray().Select(entry => entry.GetRawText()).ToList();
        entries.ShouldBe(
        [
            $$$"""{"mediaType":"{{{OciMediaType.Manifest}}}","digest":"{{{first.Digest}}}","size":{{{first.Content.Length}}},"artifactType":"application/vnd.example","annotations":{"a" : "b", "é":"1"}}""",
            $$"""{"mediaType":"{{OciMediaType.Manifest}}","digest":"{{second.Digest}}","size":{{second.Content.Length}},"artifactType":"{{OciMediaType.Empty}}"}""",
        ]);
        (await client.ListReferrersAsync(Repository, s_subject.Digest, Cancel)).Select(entry => entry.Digest).ShouldBe([first.Digest, second.Digest]);
    }

    [Fact]
    public async Task Put_RegistryThatDoesNotSeeABlobAtFirst_IsPutAgain()
    {
        await using var registry = await StartAsync(hasReferrers: true);
        const string unseen = """{"errors":[{"code":"DIGEST_INVALID","message":"provided digest did not match"},{"code":"MANIFEST_BLOB_UNKNOWN","message":"blob unknown"}]}""";
        registry.Manners.Fail([.. Enumerable.Repeat(RegistryFault.Status("PUT", "/manifests/", 400, body: unseen), 3)]);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var referrer = Referrer("", "");

        await clients.Of(registry.Host).PutManifestAsync(Repository, "v2", referrer, Cancel);

        registry.Content.Tags(Repository)["v2"].ShouldBe(referrer.Digest);
        registry.Manners.Fail(RegistryFault.Status("PUT", "/manifests/", 400, body: unseen).Always);
        var before = registry.Count("PUT", "/manifests/");
        (await clients.Of(registry.Host).PutManifestAsync(Repository, "v3", referrer, Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain("MANIFEST_BLOB_UNKNOWN");
        (registry.Count("PUT", "/manifests/") - before).ShouldBe(4);
    }

    [Fact]
    public async Task Put_ManyAtTheSameTime_AreAllOnTheList()
    {
        await using var registry = await StartAsync(hasReferrers: false);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var client = clients.Of(registry.Host);
        var referrers = Enumerable.Range(0, 8).Select(i => Referrer("", $$""","annotations":{"n":"{{i}}"}""")).ToList();
        await Task.WhenAll(referrers.Select(referrer => client.PutManifestAsync(Repository, referrer.Digest.ToString(), referrer, Cancel)));
        (await client.ListReferrersAsync(Repository, s_subject.Digest, Cancel)).Select(entry => entry.Digest).ShouldBe(referrers.Select(referrer => referrer.Digest), ignoreOrder: true);
    }

    [Fact]
    public async Task Put_OnToAListOfOthers_KeepsEveryByteOfIt()
    {
        await using var registry = await StartAsync(hasReferrers: false);
        var old = $$$"""{ "schemaVersion":2,"mediaType":"{{{OciMediaType.Index}}}", "manifests" : [ {"size":{{{s_subject.Size}}},"digest":"{{{s_subject.Digest}}}","mediaType":"{{{OciMediaType.Manifest}}}","x":[1]} ] ,"annotations":{"by":"another"}}""";
        var index = Blob.Of(OciMediaType.Index, Encoding.UTF8.GetBytes(old));
        registry.Content.AddManifest(Repository, index);
        registry.Content.Tag(Repository, Tag, index.Digest);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var referrer = Referrer("", "");
        await clients.Of(registry.Host).PutManifestAsync(Repository, referrer.Digest.ToString(), referrer, Cancel);
        var entry = $$"""{"mediaType":"{{OciMediaType.Manifest}}","digest":"{{referrer.Digest}}","size":{{referrer.Content.Length}},"artifactType":"{{OciMediaType.Empty}}"}""";
        Encoding.UTF8.GetString(registry.Content.FindManifest(Repository, Tag)!.Content.Span).ShouldBe(old.Replace("} ] ,", $"}} ,{entry}] ,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_TagThatIsNoList_IsSaidAndLeftAlone()
    {
        await using var registry = await StartAsync(hasReferrers: false);
        registry.Content.Tag(Repository, Tag, s_subject.Digest);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var referrer = Referrer("", "");
        var e = await clients.Of(registry.Host).PutManifestAsync(Repository, referrer.Digest.ToString(), referrer, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain($"{referrer.Digest} was put, but can't be added to the list");
        e.Message.ShouldContain("it is no index");
        registry.Content.Tags(Repository)[Tag].ShouldBe(s_subject.Digest);
    }

    [Fact]
    public async Task Put_WhereTheRegistryListsByItself_TouchesNoTag()
    {
        await using var registry = await StartAsync(hasReferrers: true);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var referrer = Referrer("", "");
        await clients.Of(registry.Host).PutManifestAsync(Repository, referrer.Digest.ToString(), referrer, Cancel);
        registry.Seen.ShouldHaveSingleItem().Method.ShouldBe("PUT");
        registry.Content.Tags(Repository).ShouldBeEmpty();
    }

    private static FetchedManifest Referrer(string artifactType, string more)
    {
        var text = Encoding.UTF8.GetBytes($$$"""
            {"schemaVersion":2,"mediaType":"{{{OciMediaType.Manifest}}}",{{{artifactType}}}"config":{"mediaType":"{{{OciMediaType.Empty}}}","digest":"{{{s_config.Digest}}}","size":2},
            "layers":[],"subject":{"mediaType":"{{{OciMediaType.Manifest}}}","digest":"{{{s_subject.Digest}}}","size":{{{s_subject.Size}}}}{{{more}}}}
            """);
        return new FetchedManifest(Digest.Of(text), OciMediaType.Manifest, text);
    }

    private static async Task<FakeRegistry> StartAsync(bool hasReferrers)
    {
        var registry = await FakeRegistry.StartAsync();
        registry.Content.AddBlob(Repository, s_config);
        registry.Content.AddManifest(Repository, s_subject);
        registry.Server.HasReferrers = hasReferrers;
        return registry;
    }
}
