using System.Text;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class FileStoreTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-store-").FullName;
    private readonly FileStore _store;

    public FileStoreTests() => _store = FileStore.Open("file://" + _folder, _folder);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task PutAsync_Content_IsAFileOfItsKey()
    {
        var content = Bytes(700_000);
        (await Put("containers/images/sha256:ab", new TricklingStream(content))).ShouldBe(PutOutcome.Written);
        File.ReadAllBytes(Path.Combine(_folder, "containers/images/sha256:ab")).ShouldBe(content);
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_Twice_ReplacesTheOld()
    {
        await Put("k", "old");
        await Put("k", "new one");
        (await Text("k")).ShouldBe("new one");
    }

    [Fact]
    public async Task PutAsync_OnlyIfAbsentAndThere_LeavesTheOld()
    {
        (await Put("a/k", "old", onlyIfAbsent: true)).ShouldBe(PutOutcome.Written);
        (await Put("a/k", "new", onlyIfAbsent: true)).ShouldBe(PutOutcome.ConditionFailed);
        (await Text("a/k")).ShouldBe("old");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_OnlyIfAbsentWhereALinkOrAFolderIs_SaysSo()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "dangling"), "nowhere");
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        foreach (var key in (string[])["dangling", "folder"])
        {
            var failure = await Should.ThrowAsync<StoreException>(() => Put(key, "x", onlyIfAbsent: true));
            failure.Message.ShouldContain("a symbolic link, a folder or a device has this name");
            failure.IsTransient.ShouldBeFalse();
        }
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_ManyAtOnceOnlyIfAbsent_OneSucceeds()
    {
        await using var other = FileStore.Open("other", _folder);
        var puts = Enumerable.Range(0, 32).Select(i => Task.Run(() => Put("x/k", $"from {i:00}", onlyIfAbsent: true, store: i % 2 == 0 ? _store : other)));
        (await Task.WhenAll(puts)).Count(outcome => outcome == PutOutcome.Written).ShouldBe(1);
        Leftovers().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task PutAsync_ContentOfOtherSize_LeavesNothing(int said)
    {
        var options = new PutOptions(said, default, "application/octet-stream", null);
        (await Should.ThrowAsync<StoreException>(() => _store.PutAsync("k", new MemoryStream(Bytes(5)), options, default))).IsTransient.ShouldBeFalse();
        Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_ContentThatThrows_PassesItOnAndLeavesTheOld()
    {
        await Put("k", "old");
        var failure = new InvalidDataException("wrong digest");
        var options = new PutOptions(10, default, "application/octet-stream", null);
        (await Should.ThrowAsync<InvalidDataException>(() => _store.PutAsync("k", new BrokenStream(Bytes(9), failure), options, default))).ShouldBeSameAs(failure);
        (await Text("k")).ShouldBe("old");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_FolderWasRemovedSince_MakesItAgain()
    {
        await Put("a/b/k", "1");
        Directory.Delete(Path.Combine(_folder, "a"), recursive: true);
        await Put("a/b/k", "2");
        (await Text("a/b/k")).ShouldBe("2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../k")]
    [InlineData("a/../../k")]
    [InlineData("a//k")]
    [InlineData("a/./k")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    [InlineData(".fairlead-partial/k")]
    public async Task PutAsync_KeyThatLeadsElsewhere_IsRefused(string key)
    {
        await Should.ThrowAsync<StoreException>(() => Put(key, "x"));
        await Should.ThrowAsync<StoreException>(() => _store.OpenAsync(key, default));
        Everything().ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_ThroughASymbolicLink_AreNotFollowed()
    {
        var outside = Directory.CreateTempSubdirectory("fairlead-outside-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(outside, "secret"), "x");
            Directory.CreateSymbolicLink(Path.Combine(_folder, "out"), outside);
            File.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(outside, "secret"));
            await Should.ThrowAsync<StoreException>(() => Put("out/k", "x"));
            await Should.ThrowAsync<StoreException>(() => _store.OpenAsync("out/secret", default));
            (await _store.OpenAsync("link", default)).ShouldBeNull();
            (await _store.FindAsync("link", default)).ShouldBeNull();
            (await List("")).ShouldBeEmpty();
            await Should.ThrowAsync<StoreException>(() => List("out/"));
            await Put("link", "mine"); // takes the link's place
            File.ReadAllText(Path.Combine(outside, "secret")).ShouldBe("x");
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public async Task ListAsync_Prefix_IsWhatBeginsWithIt()
    {
        string[] keys = ["a-b", "a.b", "a/b", "a/c/d", "a0", "b", "\uFF5E", "\U0001F600"];
        foreach (var key in keys) await Put(key, key);
        (await List("")).ShouldBe(keys, ignoreOrder: true);
        (await List("a")).ShouldBe(["a-b", "a.b", "a/b", "a/c/d", "a0"], ignoreOrder: true);
        (await List("a/")).ShouldBe(["a/b", "a/c/d"], ignoreOrder: true);
        (await List("a/c")).ShouldBe(["a/c/d"]);
        (await List("none/")).ShouldBeEmpty();
        (await List("../")).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindAsync_Object_HasItsSize()
    {
        await Put("a/k", "12345");
        (await _store.FindAsync("a/k", default))!.Size.ShouldBe(5);
        (await _store.FindAsync("a", default)).ShouldBeNull();
        (await _store.FindAsync("b/k", default)).ShouldBeNull();
        await _store.RemoveAsync("a/k", default);
        await _store.RemoveAsync("a/k", default);
        (await _store.FindAsync("a/k", default)).ShouldBeNull();
        (await _store.OpenAsync("a/k", default)).ShouldBeNull();
    }

    [Fact]
    public async Task PutAsync_DeadProcessLeftFiles_RemovesThemAndNoLivingOnes()
    {
        var partial = Directory.CreateDirectory(Path.Combine(_folder, PartialFolder.Name)).FullName;
        File.WriteAllText(Path.Combine(partial, "0123456789abcdef.lock"), "");
        File.WriteAllText(Path.Combine(partial, "0123456789abcdef.1"), "half");
        File.WriteAllText(Path.Combine(partial, "fedcba9876543210.7"), "half");
        await using var other = FileStore.Open("other", _folder);
        var living = new TaskCompletionSource();
        var put = Put("slow", new GatedStream(living.Task, Bytes(3)), store: other);
        await Put("k", "x");
        Leftovers().Length.ShouldBe(1); // the other's, which is still being written
        living.SetResult();
        (await put).ShouldBe(PutOutcome.Written);
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task ListAsync_FilesThatAreNoObjects_LeavesThemOut()
    {
        await Put("a/k", "x");
        File.WriteAllText(Path.Combine(_folder, "a", "with\nline"), "x");
        File.WriteAllText(Path.Combine(_folder, "back\\slash"), "x");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        (await List("")).ShouldBe(["a/k"]);
    }

    [Fact]
    public async Task RemoveLeftoversAsync_DeadProcessLeftFiles_RemovesThem()
    {
        (await _store.RemoveLeftoversAsync(KeyTemplate.Default, default)).ShouldBe(0);
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty(); // who has nothing to remove makes nothing
        var partial = Directory.CreateDirectory(Path.Combine(_folder, PartialFolder.Name)).FullName;
        File.WriteAllText(Path.Combine(partial, "0123456789abcdef.lock"), "");
        File.WriteAllText(Path.Combine(partial, "0123456789abcdef.1"), "half");
        (await _store.RemoveLeftoversAsync(KeyTemplate.Default, default)).ShouldBe(1);
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public void Failure_FullDisk_SaysSo()
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var failure = FileFailure.Of(Should.Throw<IOException>(() => RandomAccess.Write(full, new byte[] { 1 }, 0)), "file:///x", "writing k failed");
        failure.Message.ShouldContain("the disk is full");
        failure.IsTransient.ShouldBeFalse();
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(4).NextBytes(bytes);
        return bytes;
    }

    private Task<PutOutcome> Put(string key, string text, bool onlyIfAbsent = false, FileStore? store = null) =>
        Put(key, new MemoryStream(Encoding.UTF8.GetBytes(text)), onlyIfAbsent, store);

    private Task<PutOutcome> Put(string key, Stream content, bool onlyIfAbsent = false, FileStore? store = null)
    {
        var size = content switch { MemoryStream memory => memory.Length, GatedStream gated => gated.Size, _ => 700_000 };
        var options = new PutOptions(size, default(Digest), "application/octet-stream", null) { OnlyIfAbsent = onlyIfAbsent };
        return (store ?? _store).PutAsync(key, content, options, TestContext.Current.CancellationToken);
    }

    private async Task<string?> Text(string key)
    {
        await using var stream = await _store.OpenAsync(key, default);
        return stream is null ? null : await new StreamReader(stream).ReadToEndAsync();
    }

    private async Task<List<string>> List(string prefix)
    {
        var keys = new List<string>();
        await foreach (var found in _store.ListAsync(prefix, default)) keys.Add(found.Key);
        return keys;
    }

    private string[] Leftovers() => [.. Files().Where(name => name.StartsWith(PartialFolder.Name, StringComparison.Ordinal) && !name.EndsWith(".lock", StringComparison.Ordinal))];

    private string[] Everything() => [.. Files().Where(name => !name.EndsWith(".lock", StringComparison.Ordinal))];

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder, path));
}
