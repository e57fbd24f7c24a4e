using System.ComponentModel;
using System.Diagnostics;

namespace Fairlead.Tests.Artifacts.Promotion.Revisions;

/// <summary>A repository made with the real git, removed at the end.</summary>
internal sealed class GitSandbox : IDisposable
{
    public GitSandbox()
    {
        Git("init", "-q", "-b", "main");
        Git("config", "user.name", "A Stranger");
        Git("config", "user.email", "stranger@example.org");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("fairlead-git-").FullName;

    /// <summary>Writes a file, not committed yet.</summary>
    public GitSandbox With(string path, string content)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return this;
    }

    /// <summary>A manifest and its images.</summary>
    public GitSandbox With(string name, string manifest, string images) => With($"manifests/{name}/promoter-manifest.yaml", manifest).With($"images/{name}/images.yaml", images);

    /// <summary>Commits all there is; gives its id.</summary>
    public string Commit()
    {
        Git("add", "-A");
        return CommitIndex();
    }

    /// <summary>Commits what was put into the index by hand.</summary>
    public string CommitIndex()
    {
        Git("commit", "-q", "--allow-empty", "-m", "a change");
        return Git("rev-parse", "HEAD");
    }

    public string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>Runs git there; what it says. A test without git fails here, and says so.</summary>
    public string Git(params string[] arguments) => GitWith("", arguments);

    public string GitWith(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, $"git {string.Join(' ', arguments)}: {error.Result}");
            return output.TrimEnd('\n');
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("these tests need git: install it", e);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
