using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Promoting;

/// <summary>A git repository of manifests, and a clone of it that a pull request's branch was made in, by git itself.</summary>
internal sealed class PromotionClone : IDisposable
{
    // Nothing of the machine's own configuration.
    private static readonly Dictionary<string, string?> Nobody = new()
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "a team",
        ["GIT_AUTHOR_EMAIL"] = "team@example.org",
        ["GIT_COMMITTER_NAME"] = "a team",
        ["GIT_COMMITTER_EMAIL"] = "team@example.org",
    };

    private readonly TempDirectory _directory = new();

    /// <summary>The clone.</summary>
    public string Path => _directory.File("clone");

    /// <summary>Makes a repository of a folder of manifests as it is, and clones it.</summary>
    public static async Task<PromotionClone> OfAsync(string folder)
    {
        var clone = new PromotionClone();
        await clone.GitAsync(folder, "init", "--quiet", "--initial-branch=main");
        await clone.GitAsync(folder, "add", "--all");
        await clone.GitAsync(folder, "commit", "--quiet", "--message", "what was reviewed before");
        await clone.GitAsync(folder, "clone", "--quiet", folder, clone.Path);
        await clone.GitAsync(clone.Path, "checkout", "--quiet", "-b", "proposal");
        return clone;
    }

    /// <summary>Commits what was changed in the clone.</summary>
    public async Task CommitAsync()
    {
        await GitAsync(Path, "add", "--all");
        await GitAsync(Path, "commit", "--quiet", "--message", "a proposal");
    }

    public void Dispose() => _directory.Dispose();

    private async Task GitAsync(string folder, params string[] arguments) =>
        (await ClientCommand.RunAsync(Tool.Git.Path, arguments, directory: folder, environment: Nobody)).Succeeded();
}
