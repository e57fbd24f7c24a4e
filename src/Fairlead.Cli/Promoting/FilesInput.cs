using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Cli.Promoting;

/// <summary>Reads manifests of files, and says what is wrong with them.</summary>
internal static class FilesInput
{
    /// <summary>What they say; null where anything is wrong with any of them, which has been said then.</summary>
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
}
