using System.Text;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Formats.Oci;

public sealed class ManifestTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private const string Config = $$"""{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{A}}","size":7}""";
    private const string Layer = $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{B}}","size":9}""";
    private const string Image = $$"""{"schemaVersion":2,"mediaType":"{{OciMediaType.Manifest}}","config":{{Config}}, "layers":[{{Layer}}] }""";
    private const string Child = $$"""{"mediaType":"{{OciMediaType.Manifest}}","digest":"{{A}}","size":7}""";

    [Fact]
    public void Parse_OciImage_HasItsParts()
    {
        var manifest = Parse(Image, OciMediaType.Manifest);
        manifest.Kind.ShouldBe(ManifestKind.Image);
        manifest.MediaType.ShouldBe(OciMediaType.Manifest);
        manifest.Config.ShouldBe(new Descriptor(OciMediaType.Config, Digest.Parse(A), 7) { Urls = manifest.Config!.Urls });
        var layer = manifest.Layers.ShouldHaveSingleItem();
        (layer.Digest, layer.Size, layer.IsNonDistributable).ShouldBe((Digest.Parse(B), 9, false));
        manifest.Manifests.ShouldBeEmpty();
        manifest.Subject.ShouldBeNull();
    }

    [Fact]
    public void Parse_Artifact_HasSubjectAndType()
    {
        var manifest = Parse(
            $$"""
            {"schemaVersion":2,"mediaType":"{{OciMediaType.Manifest}}","artifactType":"application/spdx+json; version=2.3",
             "config":{"mediaType":"{{OciMediaType.Empty}}","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2,"data":"e30="},
             "layers":[{{Layer}}],"subject":{{Child}} ,"annotations":{"layers":"x","Layers":"y"} }
            """, OciMediaType.Manifest);
        manifest.ArtifactType.ShouldBe("application/spdx+json; version=2.3");
        manifest.Subject!.Digest.ShouldBe(Digest.Parse(A));
        manifest.Config!.MediaType.ShouldBe(OciMediaType.Empty);
    }

    [Fact]
    public void Parse_Index_HasPlatforms()
    {
        var manifest = Parse(
            $$"""
            {"schemaVersion":2,"manifests":[
             {"mediaType":"{{OciMediaType.Manifest}}","digest":"{{A}}","size":1,"platform":{"architecture":"arm","os":"linux","variant":"v7","os.version":"1"} },
             {"mediaType":"{{OciMediaType.Manifest}}","digest":"{{B}}","size":2,"platform":{"architecture":"amd64"},"artifactType":"a/b"}]}
            """, null);
        (manifest.Kind, manifest.MediaType).ShouldBe((ManifestKind.Index, OciMediaType.Index));
        manifest.Manifests.Select(child => child.Platform).ShouldBe([new Platform("linux", "arm", "v7"), null]);
        manifest.Manifests[1].ArtifactType.ShouldBe("a/b");
    }

    [Theory]
    [InlineData(DockerMediaType.ManifestList, "manifests", ManifestKind.Index)]
    [InlineData(OciMediaType.Index, "manifests", ManifestKind.Index)]
    [InlineData(OciMediaType.ArtifactManifest, "blobs", ManifestKind.Artifact)]
    public void Parse_TypeOfTheHeaderAlone_IsTaken(string type, string list, ManifestKind kind)
    {
        var manifest = Parse($$"""{"{{list}}":[{{Child}}]}""", type);
        (manifest.Kind, manifest.MediaType).ShouldBe((kind, type));
        manifest.Manifests.Concat(manifest.Layers).Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/json")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/octet-stream")]
    [InlineData("APPLICATION/vnd.oci.image.manifest.v1+JSON ; charset=utf-8")]
    public void Parse_HeaderThatSaysNothingElse_TakesTheField(string? header) => Parse(Image, header).MediaType.ShouldBe(OciMediaType.Manifest);

    [Theory]
    [InlineData("""{"config":CONFIG,"layers":[]}""", ManifestKind.Image, OciMediaType.Manifest)]
    [InlineData("""{"config":CONFIG,"layers":null,"manifests":null}""", ManifestKind.Image, OciMediaType.Manifest)]
    [InlineData("""{"mediaType":"","manifests":[]}""", ManifestKind.Index, OciMediaType.Index)]
    [InlineData("""{"schemaVersion":1,"fsLayers":[{"blobSum":"DIGEST"}]}""", ManifestKind.Schema1, DockerMediaType.Schema1)]
    public void Parse_TypeThatNothingSays_IsTakenFromTheFields(string json, ManifestKind kind, string type)
    {
        var manifest = Parse(json.Replace("CONFIG", Config).Replace("DIGEST", A), null);
        (manifest.Kind, manifest.MediaType).ShouldBe((kind, type));
    }

    [Fact]
    public void Parse_Schema1_HasLayersOfUnknownSize()
    {
        var json = $$"""
            {"schemaVersion":1,"name":"pause","tag":"1","architecture":"amd64","fsLayers":[{"blobSum":"{{A}}"},{"blobSum":"{{B}}"},{"blobSum":"{{B}}"}],
             "history":[{"v1Compatibility":"{}"}],"signatures":[{"header":{"jwk":{"crv":"P-256"},"alg":"ES256"},"signature":"x","protected":"y"}]}
            """;
        var manifest = Parse(json, DockerMediaType.SignedSchema1);
        manifest.Layers.Select(layer => (layer.Digest, layer.Size)).ShouldBe([(Digest.Parse(A), -1), (Digest.Parse(B), -1), (Digest.Parse(B), -1)]);
        // The field can't tell the signed form from the other.
        Parse(json.Replace("\"name\"", $"\"mediaType\":\"{DockerMediaType.Schema1}\",\"name\""), DockerMediaType.SignedSchema1).Kind.ShouldBe(ManifestKind.Schema1);
    }

    [Theory]
    [InlineData("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "", true)]
    [InlineData("application/vnd.docker.image.rootfs.foreign.diff.tar", "", true)]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar+zstd", "", true)]
    [InlineData("application/vnd.oci.image.layer.v1.tar", ""","urls":["https://example.org/l"]""", true)]
    [InlineData("application/vnd.oci.image.layer.v1.tar", ""","urls":[]""", false)]
    [InlineData("application/vnd.oci.image.layer.v1.tar", ""","urls":null""", false)]
    public void Parse_LayerWithUrlsOrSuchAType_IsNonDistributable(string type, string urls, bool expected)
    {
        var layer = $$"""{"mediaType":"{{type}}","digest":"{{B}}","size":9{{urls}} }""";
        Parse(Image.Replace(Layer, layer), null).Layers[0].IsNonDistributable.ShouldBe(expected);
    }

    [Theory]
    [InlineData(OciMediaType.Manifest, DockerMediaType.Manifest)]
    [InlineData(OciMediaType.Manifest, OciMediaType.Index)]
    [InlineData(OciMediaType.Manifest, "text/html")]
    public void Parse_FieldAndHeaderThatDiffer_IsRefused(string field, string header) =>
        Refused(Image.Replace(OciMediaType.Manifest, field), header).ShouldBe($"it says it is '{field}', but was sent as '{header}'");

    [Theory]
    [InlineData("""{"config":CONFIG,"layers":[],"manifests":[]}""", null, "fields of two kinds")]
    [InlineData("""{"config":CONFIG,"manifests":[]}""", OciMediaType.Index, "fields of two kinds")]
    [InlineData("""{"layers":[],"manifests":[]}""", OciMediaType.Manifest, "fields of two kinds")]
    [InlineData("""{"fsLayers":[],"config":CONFIG,"layers":[]}""", null, "fields of two kinds")]
    [InlineData("""{"manifests":[]}""", OciMediaType.Manifest, "has the fields of an index")]
    [InlineData("""{"config":CONFIG,"layers":[]}""", OciMediaType.Index, "has the fields of an image manifest")]
    [InlineData("""{"config":CONFIG,"layers":[],"config":CONFIG}""", null, "'config' is set twice")]
    [InlineData("""{"config":CONFIG,"layers":[],"l\u0061yers":[]}""", null, "'layers' is set twice")]
    [InlineData("""{"config":CONFIG,"layers":[],"Layers":[]}""", null, "'Layers' has to be spelt 'layers'")]
    [InlineData("""{"config":CONFIG,"layer\u017F":[]}""", null, "has to be spelt 'layers'")]
    [InlineData("""{"config":{"mediaType":"a/b","digest":"DIGEST","digest":"DIGEST","size":1},"layers":[]}""", null, "'digest' is set twice")]
    public void Parse_DocumentThatCanBeReadInTwoWays_IsRefused(string json, string? header, string problem) =>
        Refused(json.Replace("CONFIG", Config).Replace("DIGEST", A), header).ShouldContain(problem);

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "it is no object")]
    [InlineData("{}", "it is no manifest")]
    [InlineData("{} x", "not valid JSON")]
    [InlineData("""{"manifests":[]}{}""", "not valid JSON")]
    [InlineData("""{"manifests":[],}""", "not valid JSON")]
    [InlineData("""{"manifests":{}}""", "manifests is no list")]
    [InlineData("""{"manifests":[1]}""", "an item of 'manifests' is no object")]
    [InlineData("""{"manifests":[{}]}""", "an item of 'manifests' has no 'mediaType'")]
    [InlineData("""{"layers":[]}""", "it has no 'config'")]
    [InlineData("""{"schemaVersion":1,"manifests":[]}""", "it has schemaVersion 1")]
    [InlineData("""{"schemaVersion":2,"fsLayers":[]}""", "it has schemaVersion 2")]
    [InlineData("""{"schemaVersion":"2","manifests":[]}""", "schemaVersion is no whole number")]
    [InlineData("""{"mediaType":"application/json","manifests":[]}""", "which is no manifest's")]
    [InlineData("""{"mediaType":"a\u0007b","manifests":[]}""", "'a\\u0007b'")]
    [InlineData("""{"fsLayers":[{}]}""", "no 'blobSum'")]
    [InlineData("""{"subject":{"mediaType":"a/b","digest":"DIGEST","size":-1},"manifests":[]}""", "the size of subject is no whole number")]
    [InlineData("""{"subject":{"mediaType":"a/b","digest":"DIGEST","size":1.5},"manifests":[]}""", "the size of subject is no whole number")]
    [InlineData("""{"subject":{"mediaType":"a/b","digest":"DIGEST","size":9223372036854775808},"manifests":[]}""", "the size of subject is no whole number")]
    [InlineData("""{"subject":{"mediaType":"a/b","digest":"DIGEST","size":1125899906842625},"manifests":[]}""", "the size of subject is 1125899906842625, and nothing has more than 1125899906842624 bytes")]
    [InlineData("""{"subject":{"mediaType":"a/b","digest":"sha256:ab","size":1},"manifests":[]}""", "the digest of subject is not 'sha256:' and 64 lower-case hex digits: 'sha256:ab'")]
    [InlineData("""{"subject":{"mediaType":"a/b","digest":"sha512:ab","size":1},"manifests":[]}""", "the digest of subject is a sha512 digest, and only sha256 is supported")]
    [InlineData("""{"subject":{"mediaType":"\ud800","digest":"DIGEST","size":1},"manifests":[]}""", "not valid Unicode")]
    public void Parse_WrongDocument_SaysWhy(string json, string problem) => Refused(json.Replace("DIGEST", A), null).ShouldContain(problem);

    [Fact]
    public void Parse_BytesAtTheLimits_AreReadAndRefusedBeyond()
    {
        string Index(int count) => $$"""{"manifests":[{{string.Join(',', Enumerable.Repeat(Child, count))}}]}""";
        Parse(Index(Manifest.MaxEntries), null).Manifests.Count.ShouldBe(Manifest.MaxEntries);
        Refused(Index(Manifest.MaxEntries + 1), null).ShouldContain("more than 10000 items");

        var padding = new string(' ', Manifest.MaxBytes - Image.Length);
        Parse(Image + padding, null).Kind.ShouldBe(ManifestKind.Image);
        Refused(Image + padding + " ", null).ShouldBe("larger than 8 MiB");

        string Nested(int depth) => Image.Insert(1, $"\"x\":{new string('[', depth)}{new string(']', depth)},");
        Parse(Nested(31), null).Kind.ShouldBe(ManifestKind.Image);
        Refused(Nested(32), null).ShouldContain("depth");
    }

    [Fact]
    public void Parse_DamagedDocuments_AreReadOrRefused()
    {
        string[] samples = [Image, $$"""{"schemaVersion":2,"manifests":[{{Child}},{{Child}}],"subject":{{Child}}}""", $$"""{"schemaVersion":1,"fsLayers":[{"blobSum":"{{A}}"}]}"""];
        var (read, refused) = (0, 0);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var bytes = Damage.Of(Encoding.UTF8.GetBytes(samples[seed % samples.Length]), random);
            try
            {
                var manifest = Manifest.Parse(bytes, null);
                manifest.Layers.Concat(manifest.Manifests).ShouldAllBe(descriptor => descriptor.Size >= -1);
                read++;
            }
            catch (FormatException e) // and nothing else
            {
                e.Message.ShouldNotContain('\n');
                e.Message.All(c => !char.IsControl(c)).ShouldBeTrue(e.Message);
                refused++;
            }
        }
        read.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(1000);
    }

    private static Manifest Parse(string json, string? contentType) => Manifest.Parse(Encoding.UTF8.GetBytes(json), contentType);

    private static string Refused(string json, string? contentType) => Should.Throw<FormatException>(() => Parse(json, contentType)).Message;
}
