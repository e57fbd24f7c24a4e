using System.Text;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary><c>fairlead promote files</c> from a folder, to a bucket on a server that is not ours and to another folder.</summary>
public sealed class PromoteFilesTests(SharedGateway gateway) : IAsyncLifetime
{
    private static readonly IReadOnlyList<(string Name, byte[] Content)> Files =
    [
        ("v1.0.0/linux/amd64/tool", Content("amd64", 200_000)), ("v1.0.0/linux/arm64/tool", Content("arm64", 200_000)), ("v1.0.0/SHA256SUMS", "sums"u8.ToArray()), ("v1.0.0/empty", []),
    ];

    private readonly MirrorOperator _operator = new();
    private readonly PromotionFolder _folder = new();
    private string _source = "";
    private string _destination = "";
    private IReadOnlyList<string> _sourceBefore = [];
    private S3Bucket? _bucket;

    private S3Bucket Bucket => _bucket ?? throw new InvalidOperationException("there is no bucket");

    public async ValueTask InitializeAsync()
    {
        (_source, _destination) = (_operator.Folder("staging"), _operator.Folder("releases"));
        _bucket = await (await gateway.StartedAsync()).MakeBucketAsync();
        foreach (var (name, content) in Files.Append(("not-listed", "x"u8.ToArray())))
        {
            var file = Path.Combine(_source, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content);
        }
        _sourceBefore = FolderContent.Of(_source);
        _folder.Write("filestores/team/filepromoter-manifest.yaml", $"""
            filestores:
            - base: file://{_source}/
              src: true
            - base: "{_bucket.StoreUrl}"
              service-account: promoter@example.org
            - base: file://{_destination}/
            """);
        WriteFiles([.. Files.Select(file => (file.Name, Digest.Of(file.Content).Hex))]);
        _folder.Write("manifests/team/OWNERS", "approvers: [nobody]\n");
    }

    public ValueTask DisposeAsync()
    {
        var after = FolderContent.Of(_source);
        _operator.Dispose();
        _folder.Dispose();
        after.ShouldBe(_sourceBefore, "the source is as it was");
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Files_WithoutConfirm_NothingIsPut()
    {
        (await RunAsync()).Succeeded().Output.ShouldContain(Files[0].Name);

        (await Bucket.KeysAsync()).ShouldBeEmpty();
        FolderContent.Of(_destination).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_Confirmed_EveryFileAtBothAndNothingElse()
    {
        (await RunAsync("--confirm")).Succeeded();

        await ShouldBePromotedAsync();
    }

    [Fact]
    public async Task Files_Again_NothingIsPut()
    {
        (await RunAsync("--confirm")).Succeeded();
        await Bucket.Log.TakeAsync();
        var before = FolderContent.Of(_destination);

        (await RunAsync("--confirm")).Succeeded();

        (await Bucket.Log.TakeAsync()).ShouldAllBe(entry => entry.Method == "GET" || entry.Method == "HEAD");
        FolderContent.Of(_destination).ShouldBe(before);
    }

    [Fact]
    public async Task Files_OneThatTheSourceLacks_OneNamingIt()
    {
        WriteFiles([.. Files.Select(file => (file.Name, Digest.Of(file.Content).Hex)), ("v1.0.0/forgotten", Digest.Of("forgotten"u8).Hex)]);

        var result = (await RunAsync("--confirm")).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain("v1.0.0/forgotten");
    }

    [Fact]
    public async Task Files_SourceWithOtherContent_NothingOfItAndOneNamingIt()
    {
        WriteFiles((Files[0].Name, Digest.Of("what was reviewed"u8).Hex));

        var result = (await RunAsync("--confirm")).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain(Files[0].Name);
        (await Bucket.KeysAsync()).ShouldBeEmpty();
        Directory.EnumerateFiles(_destination, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_DestinationWithOtherContent_IsNotWrittenOverUnlessSaid()
    {
        await Bucket.PutAsync(Files[2].Name, "somebody's"u8.ToArray());

        var result = (await RunAsync("--confirm")).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain(Files[2].Name);
        (await Bucket.ReadAsync(Files[2].Name)).Content.ShouldBe("somebody's"u8.ToArray());
        (await RunAsync("--confirm", "--overwrite")).Succeeded();
        await ShouldBePromotedAsync();
    }

    private static byte[] Content(string name, int bytes) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{name} ", bytes / (name.Length + 1))));

    private void WriteFiles(params IEnumerable<(string Name, string Hash)> files) => _folder.Write(
        "manifests/team/v1.0.0.yaml", "files:\n" + string.Concat(files.Select(file => $"- name: {file.Name}\n  sha256: {file.Hash}\n")));

    private Task<CommandResult> RunAsync(params IEnumerable<string> more) => _operator.PromoteAsync(["files", "--manifests", _folder.Path, .. more]);

    private async Task ShouldBePromotedAsync()
    {
        (await Bucket.KeysAsync()).ShouldBe(Files.Select(file => file.Name), ignoreOrder: true);
        Directory.EnumerateFiles(_destination, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_destination, file)).ShouldBe(Files.Select(file => file.Name), ignoreOrder: true);
        foreach (var (name, content) in Files)
        {
            (await Bucket.ReadAsync(name)).Content.ShouldBe(content, name);
            (await File.ReadAllBytesAsync(Path.Combine(_destination, name))).ShouldBe(content, name);
        }
    }
}
