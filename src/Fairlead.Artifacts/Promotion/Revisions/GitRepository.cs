using System.Globalization;
using System.Text;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>Reads commits, trees and files of a git repository, by plumbing alone: nothing is checked out.</summary>
/// <param name="folder">The repository, or a folder in it.</param>
/// <param name="isNamed">Whether the user named it; else it is the current folder, which a stranger may have filled.</param>
/// <param name="time">For time-outs.</param>
internal sealed class GitRepository(string folder, bool isNamed, TimeProvider time)
{
    private const int MaxListing = 64 << 20;
    private const int MaxEntries = 200_000; // some twenty times what Kubernetes' repository of manifests has in all
    private const int MaxAnswer = 1 << 10;
    private const int MaxHeader = 128; // a digest, a type and a size

    private readonly GitProgram _git = new(folder, isNamed, time);

    /// <summary>The full id of the commit that a revision names now. It is asked for once: names move.</summary>
    /// <exception cref="GitException">There is none.</exception>
    public async Task<string> ResolveAsync(string revision, CancellationToken cancel)
    {
        var result = await RunAsync(["rev-parse", "--verify", "--end-of-options", revision + "^{commit}"], cancel).ConfigureAwait(false);
        // Before 2.30 rev-parse took that word for a revision. Ours begins with no '-' (RevisionRange).
        if (result.ExitCode != 0 && result.Error.Contains("single revision", StringComparison.Ordinal))
            result = await RunAsync(["rev-parse", "--verify", revision + "^{commit}"], cancel).ConfigureAwait(false);
        if (IdOf(result) is { } id) return id;
        // Of something else than one revision, such as ^main, it says what it is.
        if (result.ExitCode != 0 && !result.Error.Contains("single revision", StringComparison.Ordinal)) throw Failure(result);
        throw new GitException($"{Quoted.Text(revision)} is no commit of the repository; in a shallow clone, fetch more of it: fetch-depth: 0 in GitHub's checkout");
    }

    /// <summary>Where two commits parted.</summary>
    /// <exception cref="GitException">They have nothing in common, or it is not known here.</exception>
    public async Task<string> MergeBaseAsync(string one, string other, CancellationToken cancel) =>
        IdOf(await RunAsync(["merge-base", one, other], cancel).ConfigureAwait(false))
        ?? throw new GitException("base and head have no commit in common that is known here; in a shallow clone, fetch more of it: fetch-depth: 0 in GitHub's checkout, or compare the ends with BASE..HEAD");

    /// <summary>What is in a tree, or the tree of a commit.</summary>
    /// <param name="id">Of the tree or the commit.</param>
    /// <param name="isDeep">Whether folders are listed with what is in them, and not themselves.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<GitEntry>> ListAsync(string id, bool isDeep, CancellationToken cancel)
    {
        string[] arguments = ["ls-tree", "-z", "-l", "--full-tree", .. isDeep ? (string[])["-r"] : [], id];
        var result = await _git.RunAsync(arguments, "", MaxListing, cancel).ConfigureAwait(false);
        if (result.ExitCode != 0) throw Failure(result);
        var entries = new List<GitEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in result.Output.AsSpan().Split((byte)0))
        {
            if (result.Output.AsSpan()[range] is not { IsEmpty: false } line) continue;
            var entry = EntryOf(line);
            if (!seen.Add(entry.Path)) throw new GitException($"the commit has {Quoted.Text(entry.Path)} twice in one folder, as git itself makes none: commit the folder anew");
            entries.Add(entry);
            if (entries.Count > MaxEntries) throw new GitException($"the repository has more than {MaxEntries} files below one folder of manifests");
        }
        return entries;
    }

    /// <summary>The content of files, in their order.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(IReadOnlyList<GitEntry> files, CancellationToken cancel)
    {
        if (files.Count == 0) return [];
        var input = string.Concat(files.Select(file => file.Id + "\n"));
        var result = await _git.RunAsync(["cat-file", "--batch"], input, files.Sum(file => file.Size + MaxHeader), cancel).ConfigureAwait(false);
        if (result.ExitCode != 0) throw Failure(result);
        var rest = result.Output.AsMemory();
        var contents = new List<ReadOnlyMemory<byte>>();
        foreach (var file in files)
        {
            // "ID blob SIZE", the content and a line's end (git-cat-file(1), "Batch output")
            var header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Id} blob {file.Size}\n"));
            if (!rest.Span.StartsWith(header) || rest.Length <= header.Length + file.Size) throw new GitException($"git can't read {Quoted.Text(file.Path)}: is the clone a partial one?");
            contents.Add(rest.Slice(header.Length, (int)file.Size));
            rest = rest[(header.Length + (int)file.Size + 1)..];
        }
        return contents;
    }

    private Task<GitResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancel) => _git.RunAsync(arguments, "", MaxAnswer, cancel);

    private static GitException Failure(GitResult result)
    {
        var reason = result.Error.Length > 0 ? result.Error : $"it exited with {result.ExitCode}"; // a crash says nothing
        return new GitException($"git can't read the repository: {reason}{Hint(result.Error)}");
    }

    private static string Hint(string error)
    {
        if (Says("dubious ownership")) return ": if you trust it, say so with git config --global --add safe.directory FOLDER";
        if (Says("safe.bareRepository")) return ": if it is the one that is meant, name it with --repository";
        // What a clone was made without is not fetched now.
        return Says("promisor") || Says("object info") || Says("transport") ? ": is the clone a partial one?" : "";

        bool Says(string words) => error.Contains(words, StringComparison.Ordinal);
    }

    private static string? IdOf(GitResult result)
    {
        var text = Encoding.ASCII.GetString(result.Output).TrimEnd('\n');
        return result.ExitCode == 0 && IsId(text) ? text : null;
    }

    private static bool IsId(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower); // SHA-1 or SHA-256

    // "MODE TYPE ID SIZE<TAB>PATH" (git-ls-tree(1), "Output format"); the size is "-" where it is no file.
    private static GitEntry EntryOf(ReadOnlySpan<byte> line)
    {
        var tab = line.IndexOf((byte)'\t');
        var fields = tab < 0 ? [] : Encoding.ASCII.GetString(line[..tab]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var path = tab < 0 ? "" : Encoding.UTF8.GetString(line[(tab + 1)..]);
        if (path.Contains('\uFFFD', StringComparison.Ordinal)) throw new GitException($"the name of {Quoted.Text(path)} is not UTF-8: rename it");
        if (fields is not [var mode, _, var id, var size] || !IsId(id)) throw new GitException("git's list of files can't be understood");
        return new GitEntry(mode, id, long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0, path);
    }
}
