using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Streams;

namespace Fairlead.Cli.Promoting;

/// <summary>Manifests and plans of files, read and written; what is wrong with them is said.</summary>
internal static class FilesInput
{
    /// <summary>What manifests say; null where anything is wrong with any of them.</summary>
    public static IReadOnlyList<FileManifest>? Read(string path, NameMap map, TimeProvider time, CancellationToken cancel)
    {
        var read = new FileManifestReader(time).Read(path, map, cancel);
        foreach (var problem in read.Problems) Console.Error.WriteLine(ProblemText.Of(problem));
        if (read.HasErrors) return null;
        // What keeps a store from being spoken to at all, such as a region that nobody names, is wrong configuration and no trouble of the moment.
        var urls = read.Manifests.SelectMany(manifest => manifest.Destinations.Prepend(manifest.Source)).Select(store => store.Url);
        string[] problems = [.. urls.Select(url => url.Misconfiguration(time)).OfType<string>().Distinct(StringComparer.Ordinal)];
        foreach (var problem in problems) Console.Error.WriteLine(TerminalText.Of("fairlead: " + problem));
        return problems.Length == 0 ? read.Manifests : null;
    }

    /// <summary>The files that they are in.</summary>
    public static IEnumerable<string> FilesOf(IEnumerable<FileManifest> manifests) =>
        manifests.SelectMany(manifest => manifest.Files.Select(file => file.At).Prepend(manifest.Source.At)).Select(at => at.File).Distinct(StringComparer.Ordinal);

    /// <summary>A plan that was kept; null when it can't be used.</summary>
    public static async Task<FilePlan?> ReadPlanAsync(string path, CancellationToken cancel)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using var closing = file.ConfigureAwait(false);
            return await FilePlanFile.ReadAsync(file, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message;
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of($"{path}: {why}")}").ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Whether manifests ask for all of a plan.</summary>
    public static bool IsAskedFor(FilePlan plan, IReadOnlyList<FileManifest> manifests)
    {
        string[] beyond = [.. new FilePlanScope(manifests).Beyond(plan)];
        if (beyond.Length == 0) return true;
        ImagesProblems.WriteAll(Console.Error, beyond, one => $"the manifests don't ask for {one}");
        Console.Error.WriteLine("fairlead: refused: the plan is not one of these manifests; make a new one with --plan-out");
        return false;
    }

    /// <summary>Keeps a plan in a file; false when it can't be written.</summary>
    public static async Task<bool> TryWriteAsync(FilePlan plan, string path, CancellationToken cancel)
    {
        try
        {
            await WholeFile.WriteAsync(path, replace: true, stream => FilePlanFile.WriteAsync(plan, stream, cancel), cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of($"{path} can't be written, and nothing was copied: {e.Message}")}").ConfigureAwait(false);
            return false;
        }
    }
}
