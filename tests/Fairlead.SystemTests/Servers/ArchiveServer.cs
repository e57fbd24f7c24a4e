using Fairlead.SystemTests.Processes;
using Microsoft.AspNetCore.Http;

namespace Fairlead.SystemTests.Servers;

/// <summary>Gives out the archive of a repository, made by the real <c>tar</c>, as the sites that host repositories do.</summary>
internal sealed class ArchiveServer : IAsyncDisposable
{
    private readonly LoopbackHttp _server;

    private ArchiveServer(LoopbackHttp server) => _server = server;

    /// <summary>What a policy has for <c>url:</c>.</summary>
    public string Url => $"{_server.Url}archive/main.tar.gz";

    /// <summary>Starts giving out an archive in which these files are in a folder.</summary>
    public static async Task<ArchiveServer> StartAsync(TempDirectory directory, string folder, params (string Name, string Text)[] files)
    {
        var repository = directory.Subdirectory(Path.Combine("repo-main", folder));
        foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(repository, name), text);
        var archive = directory.File("main.tar.gz");
        (await ClientCommand.RunAsync(Tool.Tar, "-C", directory.Path, "-czf", archive, "repo-main")).Succeeded();
        return new ArchiveServer(await LoopbackHttp.StartAsync(async context =>
        {
            context.Response.ContentType = "application/x-gzip";
            await context.Response.SendFileAsync(archive);
        }));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
