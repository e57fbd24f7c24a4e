using System.Text;
using Fairlead.Formats.Inventories;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Attribution;

/// <summary>What targets ask for.</summary>
public sealed class ContentBookTests
{
    private const string Hex = SampleDigest.Hex;

    [Theory]
    [InlineData("/v2/k8s/pause/manifests/3.9", ContentKind.Manifest, "k8s/pause", false)]
    [InlineData("/v2/k8s/pause/manifests/sha256:" + Hex, ContentKind.Manifest, "k8s/pause", true)]
    [InlineData("/v2/k8s/pause/blobs/sha256:" + Hex, ContentKind.Blob, "k8s/pause", true)]
    [InlineData("/v2/k8s/pause/blobs/sha256%3A" + Hex + "?ns=x", ContentKind.Blob, "k8s/pause", true)]
    [InlineData("/v2/a/blobs/blobs/sha256%3a" + Hex, ContentKind.Blob, "a/blobs", true)]
    [InlineData("/v2/a/manifests/manifests/x", ContentKind.Manifest, "a/manifests", false)]
    [InlineData("/v2/k8s/pause/blobs/sha512:abc", ContentKind.Blob, "k8s/pause", false)]
    [InlineData("/v2/Not/Valid/blobs/sha256:" + Hex, ContentKind.Blob, "", true)]
    [InlineData("/v2/a%2Fb/manifests/x", ContentKind.Manifest, "", false)]
    [InlineData("/v2/192.0.2.1/x/manifests/x", ContentKind.Manifest, "", false)]
    [InlineData("/v2//manifests/x", ContentKind.Manifest, "", false)]
    [InlineData("/v2/manifests/x", ContentKind.Other, "", false)]
    [InlineData("/v2/k8s/pause/blobs/", ContentKind.Other, "", false)]
    [InlineData("/v2/k8s/pause/blobs/uploads/1", ContentKind.Other, "", false)]
    [InlineData("/v2/k8s/pause/tags/list?n=1", ContentKind.Other, "", false)]
    [InlineData("/v2/k8s/pause/referrers/sha256:" + Hex, ContentKind.Other, "", false)]
    [InlineData("/v2/_catalog", ContentKind.Other, "", false)]
    [InlineData("/v2/", ContentKind.Other, "", false)]
    [InlineData("/v2", ContentKind.Other, "", false)]
    [InlineData("/", ContentKind.Other, "", false)]
    [InlineData("/?list-type=2&prefix=a/b", ContentKind.Other, "", false)]
    [InlineData("/a/b/", ContentKind.Other, "", false)]
    [InlineData("", ContentKind.Other, "", false)]
    [InlineData("?", ContentKind.Other, "", false)]
    [InlineData("*", ContentKind.Other, "", false)]
    [InlineData("example.org:443", ContentKind.Other, "", false)]
    [InlineData("/containers/images/sha256:" + Hex, ContentKind.Blob, "", true)]
    [InlineData("/containers/images/sha256%3A" + Hex, ContentKind.Blob, "", true)]
    [InlineData("/sha256:" + Hex, ContentKind.Blob, "", true)]
    [InlineData("/sha256/sha256sums/sha256:" + Hex + "/data", ContentKind.Blob, "", true)]
    [InlineData("/containers/images/sha256:" + Hex + "0", ContentKind.File, "containers/images", false)]
    [InlineData("/containers/images/sha256:" + "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", ContentKind.File, "containers/images", false)]
    [InlineData("/sha256", ContentKind.File, "", false)]
    [InlineData("/sha256:", ContentKind.File, "", false)]
    [InlineData("/sha256%3", ContentKind.File, "", false)]
    [InlineData("/favicon.ico", ContentKind.File, "", false)]
    [InlineData("/kops/1.30/linux/amd64/kops", ContentKind.File, "kops/1.30/linux", false)]
    [InlineData("/release/v1.2.3/kubectl?x=/y", ContentKind.File, "release/v1.2.3", false)]
    [InlineData("/release/kubectl", ContentKind.File, "release", false)]
    [InlineData("//a/b", ContentKind.File, "/a", false)]
    [InlineData("/a/192.0.2.1/b/file", ContentKind.File, "", false)]
    [InlineData("/a/b/c/192.0.2.1/file", ContentKind.File, "a/b/c", false)]
    [InlineData("/a/2001:db8::1/file", ContentKind.File, "", false)]
    [InlineData("/a/%5B2001%3adb8%3A%3a1%5D/file", ContentKind.File, "", false)]
    [InlineData("/a%2F192.0.2.1/file", ContentKind.File, "", false)]
    [InlineData("/a%20b/c/file", ContentKind.File, "a%20b/c", false)]
    [InlineData("/a b/file", ContentKind.File, "", false)]
    [InlineData("/a\u001b[31m/file", ContentKind.File, "", false)]
    [InlineData("/é/file", ContentKind.File, "", false)]
    public void Read_Target_SaysKindAndImage(string target, ContentKind kind, string image, bool hasDigest)
    {
        var content = new ContentBook([]).Read(Encoding.UTF8.GetBytes(target));
        content.Kind.ShouldBe(kind);
        Encoding.UTF8.GetString(content.Image).ShouldBe(image);
        content.Digest.HasValue.ShouldBe(hasDigest);
        content.Size.ShouldBe(-1);
    }

    [Fact]
    public void Read_LongNames_AreNone()
    {
        var segment = new string('a', 255);
        Image($"/{segment}/file").ShouldBe(segment);
        Image($"/{segment}a/file").ShouldBe("");
        Image($"/v2/{segment}/manifests/x").ShouldBe(segment);
        Image($"/v2/{segment}a/manifests/x").ShouldBe("");
        Image("/" + new string('a', 60_000) + "/" + new string('%', 5_000)).ShouldBe("");
    }

    [Fact]
    public void Read_TargetCutAtEveryByte_NeverFails()
    {
        foreach (var target in new[] { $"/v2/k8s/pause/blobs/sha256%3A{Hex}?ns=a", $"/a/sha256%3A{Hex}", "/a/%5B2001%3adb8%3A%3a1%5D/file" })
        {
            for (var length = 0; length <= target.Length; length++) Image(target[..length]);
        }
    }

    [Fact]
    public void Read_DigestAlone_GoesByItsRepository()
    {
        var one = AttributionBench.InventoryOf(("only", 1, ["k8s/pause"]), ("many", 2, ["a/b", "c/d"]), ("none", 3, []), ("odd", 4, ["192.0.2.1/a"]));
        var book = new ContentBook([one]);
        Blob(book, "only").ShouldBe(("k8s/pause", 1));
        Blob(book, "many").ShouldBe((ContentBook.Shared, 2));
        Blob(book, "none").ShouldBe(("", 3));
        Blob(book, "odd").ShouldBe(("", 4));
        Blob(book, "unknown").ShouldBe(("", -1));
    }

    [Fact]
    public void Read_RepositoryInThePath_IsTakenBeforeTheInventorys()
    {
        var book = new ContentBook([AttributionBench.InventoryOf(("many", 2, ["a/b", "c/d"]))]);
        var content = book.Read(Encoding.UTF8.GetBytes($"/v2/e/f/blobs/{AttributionBench.DigestOf("many")}"));
        Encoding.UTF8.GetString(content.Image).ShouldBe("e/f");
        content.Size.ShouldBe(2);
    }

    [Fact]
    public void Read_SeveralInventories_TakeTheFirstThatKnows()
    {
        var first = AttributionBench.InventoryOf(("a", 1, ["r/1"]), ("b", 2, []));
        var second = AttributionBench.InventoryOf(("a", 10, ["r/2"]), ("b", 20, ["r/2"]), ("c", 30, ["r/1"]));
        var book = new ContentBook([first, second]);
        (Blob(book, "a"), Blob(book, "b"), Blob(book, "c")).ShouldBe((("r/1", 1), ("r/2", 2), ("r/1", 30)));
    }

    [Fact]
    public void Read_RandomInventories_AgreeWithLookingThroughEach()
    {
        var random = new Random(11);
        for (var round = 0; round < 20; round++)
        {
            var inventories = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => RandomInventory(random)).ToArray();
            var book = new ContentBook(inventories);
            for (var i = 0; i < 400; i++) Blob(book, $"{i}").ShouldBe(Slowly(inventories, $"{i}"), $"round {round}, blob {i}");
        }
    }

    private static Inventory RandomInventory(Random random)
    {
        var count = random.Next(350);
        return AttributionBench.InventoryOf(
            [.. Enumerable.Range(0, count).Select(_ => random.Next(400)).Distinct().Select(i => ($"{i}", (long)random.Next(), Repositories(random)))]);

        static string[] Repositories(Random random) => [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"r/{random.Next(5)}").Distinct()];
    }

    private static (string Image, long Size) Slowly(Inventory[] inventories, string content)
    {
        var found = inventories.SelectMany(one => one.Entries).Where(entry => entry.Digest == AttributionBench.DigestOf(content)).ToList();
        var named = found.FirstOrDefault(entry => entry.Repositories.Count > 0).Repositories ?? [];
        return (named.Count switch { 0 => "", 1 => named[0], _ => "(shared)" }, found.Count == 0 ? -1 : found[0].Size);
    }

    private static string Image(string target) => Encoding.UTF8.GetString(new ContentBook([]).Read(Encoding.UTF8.GetBytes(target)).Image);

    private static (string Image, long Size) Blob(ContentBook book, string content)
    {
        var read = book.Read(Encoding.UTF8.GetBytes($"/containers/images/{AttributionBench.DigestOf(content)}"));
        return (Encoding.UTF8.GetString(read.Image), read.Size);
    }
}
