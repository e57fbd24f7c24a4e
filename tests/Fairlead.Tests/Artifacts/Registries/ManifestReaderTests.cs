using System.Text;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Registries.Wire;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class ManifestReaderTests : IDisposable
{
    private const string Repository = "team/app";

    private static readonly Image s_image = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, seed: 1, layers: 1, layerSize: 1000).Build();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fairlead-manifests-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Reference => s_image.Index.Digest.ToString();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_OneWrongByte_IsRefused(bool byTag)
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.WrongByte("/manifests/", 30).Always);
        using var clients = Clients(registry);
        var e = await clients.Of(registry.Host).FindManifestAsync(Repository, byTag ? "v1" : Reference, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain($"and not {s_image.Index.Digest}");
        registry.Seen.Count.ShouldBe(1);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_TagWithoutADigestHeader_IsKnownByItsOwn()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.Answer(null, "/manifests/", 200, "{}", ("Content-Type", "application/vnd.oci.image.index.v1+json; charset=utf-8")));
        using var clients = Clients(registry);
        var manifest = await clients.Of(registry.Host).FindManifestAsync(Repository, "v1", Cancel);
        manifest.ShouldNotBeNull().Digest.ShouldBe(Digest.Of("{}"u8));
        manifest.MediaType.ShouldBe(OciMediaType.Index);
    }

    [Theory]
    [InlineData(DockerMediaType.SignedSchema1, true)]
    [InlineData(DockerMediaType.SignedSchema1, false)]
    [InlineData(DockerMediaType.Schema1, true)]
    public async Task Find_SignedSchema1_IsProvenByWhatWasSigned(string mediaType, bool byDigest)
    {
        var (signed, payload) = WireTests.SignedSchema1();
        var digest = Digest.Of(payload);
        await using var registry = await StartAsync();
        registry.Content.AddManifest(Repository, new Blob(digest, mediaType, signed));
        registry.Content.Tag(Repository, "old", digest);
        using var clients = Clients(registry);
        var manifest = await clients.Of(registry.Host).FindManifestAsync(Repository, byDigest ? digest.ToString() : "old", Cancel);
        manifest.ShouldNotBeNull().Digest.ShouldBe(digest);
        manifest.Content.ToArray().ShouldBe(signed);
    }

    [Fact]
    public async Task Find_Always_NamesWhatCanBeRead()
    {
        await using var registry = await StartAsync();
        using var clients = Clients(registry);
        await clients.Of(registry.Host).FindManifestAsync(Repository, "v1", Cancel);
        var accept = registry.Seen[0].Header("Accept").ShouldNotBeNull();
        foreach (var type in new[] { OciMediaType.Index, OciMediaType.Manifest, DockerMediaType.Manifest, DockerMediaType.ManifestList, DockerMediaType.SignedSchema1 })
            accept.ShouldContain(type);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_TooLarge_IsRefused(bool saysSo)
    {
        await using var registry = await StartAsync();
        var body = new string('x', ManifestReader.MaxBytes + 1);
        var length = saysSo ? new[] { ("Content-Length", body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)) } : [];
        registry.Manners.Fail(RegistryFault.Answer(null, "/manifests/", 200, body, length));
        using var clients = Clients(registry);
        (await clients.Of(registry.Host).FindManifestAsync(Repository, "v1", Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain("larger than 8388608 bytes");
    }

    [Theory]
    [InlineData("team/app", "a b")]
    [InlineData("team/app", "../../x")]
    [InlineData("team/app", "sha256:123")]
    [InlineData("team/app", "sha512:123")]
    [InlineData("team/app", "")]
    [InlineData("Team/app", "v1")]
    [InlineData("team/../app", "v1")]
    [InlineData("team/app?x=", "v1")]
    public async Task Find_NoNameAtAll_IsNotAskedFor(string repository, string reference)
    {
        await using var registry = await StartAsync();
        using var clients = Clients(registry);
        await Should.ThrowAsync<RegistryException>(() => clients.Of(registry.Host).FindManifestAsync(repository, reference, Cancel));
        registry.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_ByDigestASecondTime_AsksNobody()
    {
        await using var registry = await StartAsync();
        using (var clients = Clients(registry)) await clients.Of(registry.Host).FindManifestAsync(Repository, "v1", Cancel);
        registry.Manners.Forget();
        using (var clients = Clients(registry))
        {
            var manifest = await clients.Of(registry.Host).FindManifestAsync(Repository, Reference, Cancel);
            manifest.ShouldNotBeNull().MediaType.ShouldBe(OciMediaType.Index);
            manifest.Content.ToArray().ShouldBe(s_image.Index.Content.ToArray());
        }
        registry.Seen.ShouldBeEmpty();
        Files().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("application/json\n{}")]
    [InlineData("no line feed at all")]
    public async Task Find_DamagedInTheCache_IsFetchedAndKeptAgain(string damaged)
    {
        await using var registry = await StartAsync();
        using var clients = Clients(registry);
        var client = clients.Of(registry.Host);
        await client.FindManifestAsync(Repository, Reference, Cancel);
        var whole = await File.ReadAllTextAsync(Files().Single(), Cancel);
        await File.WriteAllTextAsync(Files().Single(), damaged, Cancel);
        (await client.FindManifestAsync(Repository, Reference, Cancel)).ShouldNotBeNull();
        registry.Seen.Count.ShouldBe(2);
        (await File.ReadAllTextAsync(Files().Single(), Cancel)).ShouldBe(whole);
    }

    [Fact]
    public async Task Find_CacheThatCannotBeWritten_IsNoTrouble()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Cancel);
        await using var registry = await StartAsync();
        using var clients = new RegistryClients(registry.Options with { ManifestCacheFolder = Path.Combine(file, "below") }, new HurriedTime());
        (await clients.Of(registry.Host).FindManifestAsync(Repository, Reference, Cancel)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("text/html", null)]
    [InlineData(DockerMediaType.Manifest, null)]
    [InlineData("application/json", OciMediaType.Index)]
    public async Task Find_UnderAnotherMediaType_IsNotKeptUnderIt(string mediaType, string? kept)
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.Answer(null, "/manifests/", 200, Encoding.UTF8.GetString(s_image.Index.Content.Span), ("Content-Type", mediaType)));
        using var clients = Clients(registry);
        (await clients.Of(registry.Host).FindManifestAsync(Repository, Reference, Cancel)).ShouldNotBeNull().MediaType.ShouldBe(mediaType);
        Files().Select(file => File.ReadLines(file).First()).ShouldBe(kept is null ? [] : [kept]);
    }

    [Fact]
    public async Task Find_AnswerThatNeverEnds_IsGivenUp()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.Answer(null, "/manifests/", 200, "x").Always);
        using var clients = new RegistryClients(registry.Options, new LeapingTime());
        (await clients.Of(registry.Host).FindManifestAsync(Repository, "v1", Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain("was not there after 15 minutes");
        registry.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Find_KeptForLong_IsMarkedAsOfUse()
    {
        await using var registry = await StartAsync();
        var time = new ManualTime();
        using var clients = new RegistryClients(registry.Options with { ManifestCacheFolder = _folder.FullName }, time);
        await clients.Of(registry.Host).FindManifestAsync(Repository, Reference, Cancel);
        File.SetLastWriteTimeUtc(Files().Single(), time.GetUtcNow().AddDays(-80).UtcDateTime);
        await clients.Of(registry.Host).FindManifestAsync(Repository, Reference, Cancel);
        File.GetLastWriteTimeUtc(Files().Single()).ShouldBe(time.GetUtcNow().UtcDateTime);
        registry.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public void Sweep_OldFilesOfTheCache_AreRemovedAndNoOthers()
    {
        var now = new DateTimeOffset(2026, 7, 29, 12, 0, 0, TimeSpan.Zero);
        var hex = s_image.Index.Digest.Hex;
        var unused = Old($"aa/{hex}", 91);
        var unfinished = Old($"aa/{hex}.0123456789abcdef0123456789abcdef.tmp", 2);
        string[] kept = [Old($"bb/{hex}", 89), Old($"bb/{hex}.0123456789abcdef0123456789abcdef.tmp", 0), Old("bb/notes.txt", 1000), Old($"notes/{hex}", 1000), Old(hex, 1000)];
        ManifestCacheSweep.Run(_folder.FullName, now);
        Files().ShouldBe([.. kept], ignoreOrder: true);
        File.Exists(unused).ShouldBeFalse();
        File.Exists(unfinished).ShouldBeFalse();

        Old($"aa/{hex}", 91);
        ManifestCacheSweep.Run(_folder.FullName, now.AddHours(23));
        Files().Count().ShouldBe(kept.Length + 1); // once a day is enough
        ManifestCacheSweep.Run(_folder.FullName, now.AddHours(24));
        Files().ShouldBe([.. kept], ignoreOrder: true);

        string Old(string name, int days)
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, now.AddDays(-days).UtcDateTime);
            return path;
        }
    }

    [Fact]
    public async Task Head_WithoutAWord_KnowsNothing()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.Answer("HEAD", "/manifests/", 200, ""));
        using var clients = Clients(registry);
        var head = await clients.Of(registry.Host).HeadManifestAsync(Repository, "v1", Cancel);
        head.ShouldNotBeNull().Digest.ShouldBeNull();
        head.MediaType.ShouldBeNull();
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "swept");

    private RegistryClients Clients(FakeRegistry registry) => new(registry.Options with { ManifestCacheFolder = _folder.FullName }, new HurriedTime());

    private static async Task<FakeRegistry> StartAsync()
    {
        var content = new RegistryContent();
        content.AddImage(Repository, "v1", s_image);
        return await FakeRegistry.StartAsync(content);
    }

    // Each look at it is 20 minutes after the last.
    private sealed class LeapingTime : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * 20 * 60 * TimestampFrequency;
    }
}
