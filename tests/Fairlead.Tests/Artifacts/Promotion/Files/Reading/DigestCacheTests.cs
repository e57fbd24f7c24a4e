using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Promotion.Files.Reading;

public sealed class DigestCacheTests : IDisposable
{
    private static readonly StoredObject s_version = new("a", 3, "\"etag\"", default);
    private static readonly Digest s_digest = Digest.Of("abc"u8);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fairlead-digests-");
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Find_KeptVersion_IsKnownToTheNextRunAlone()
    {
        Cache.Keep("gs://b/a", s_version, s_digest);
        Cache.Find("gs://b/a", s_version).ShouldBe(s_digest);
        Cache.Find("gs://c/a", s_version).ShouldBeNull();
        Cache.Find("gs://b/a", s_version with { ETag = "\"other\"" }).ShouldBeNull();
        Cache.Find("gs://b/a", s_version with { Size = 4 }).ShouldBeNull();
    }

    [Fact]
    public void Keep_VersionWithoutAnETag_IsNotKept()
    {
        Cache.Keep("file:///a", s_version with { ETag = null }, s_digest);
        _folder.EnumerateFiles("*", SearchOption.AllDirectories).ShouldBeEmpty();
        Cache.Find("file:///a", s_version with { ETag = null }).ShouldBeNull();
    }

    [Fact]
    public void Find_DamagedFile_IsAsGoodAsNone()
    {
        Cache.Keep("gs://b/a", s_version, s_digest);
        var file = _folder.EnumerateFiles("*", SearchOption.AllDirectories).Single(one => one.Name.Length == Digest.HexLength).FullName;
        var text = File.ReadAllText(file);
        foreach (var damaged in (string[])[text.Replace(s_digest.Hex, Digest.Of("x"u8).Hex, StringComparison.Ordinal), text[..^1], "", new string('x', 10_000)])
        {
            File.WriteAllText(file, damaged);
            Cache.Find("gs://b/a", s_version).ShouldBeNull();
        }
    }

    [Fact]
    public void Keep_FolderThatCantBeMade_IsNoFailure()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        var cache = new DigestCache(Path.Combine(file, "below"), _time);
        cache.Keep("gs://b/a", s_version, s_digest);
        cache.Find("gs://b/a", s_version).ShouldBeNull();
        new DigestCache(null, _time).Find("gs://b/a", s_version).ShouldBeNull();
    }

    private DigestCache Cache => new(_folder.FullName, _time);
}
