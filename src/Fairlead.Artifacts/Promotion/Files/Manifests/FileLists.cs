using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>The lists of files below a folder: every <c>*.yaml</c>, in folders in it too. What else lies there, as an OWNERS file, is passed over.</summary>
internal static class FileLists
{
    /// <summary>How their names end.</summary>
    public const string Ending = ".yaml";

    private const int MaxLists = 100_000;
    private const int MaxEntries = 1_000_000;
    private const int MaxDepth = 32;

    /// <summary>Their paths, in order; what can't be looked into is told.</summary>
    public static List<string> Find(string root, List<PromotionProblem> problems)
    {
        var found = new List<string>();
        var entries = 0;
        var isTooMuch = false;
        Walk(root, 0);
        found.Sort(StringComparer.Ordinal);
        return found;

        void Walk(string folder, int depth)
        {
            if (depth > MaxDepth) problems.Add(new PromotionProblem(new FilePlace(folder, 0, 0), $"it lies more than {MaxDepth} folders deep"));
            if (depth > MaxDepth) return;
            foreach (var path in Directory.EnumerateFileSystemEntries(folder))
            {
                if (isTooMuch) return;
                isTooMuch = ++entries > MaxEntries || found.Count == MaxLists;
                if (isTooMuch) problems.Add(new PromotionProblem(new FilePlace(root, 0, 0), $"it holds more than {MaxLists} lists, or {MaxEntries} files"));
                else if (new FileInfo(path).LinkTarget is not null) TellLink(path);
                else if (Directory.Exists(path)) Walk(path, depth + 1);
                else if (path.EndsWith(Ending, StringComparison.Ordinal)) found.Add(path);
                else if (path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
                    problems.Add(new PromotionProblem(new FilePlace(path, 0, 0), $"it is passed over: only {Ending} files are lists", IsWarning: true));
            }
        }

        // One that leads to a folder may hide lists; one to a file that is no list hides nothing.
        void TellLink(string path)
        {
            if (path.EndsWith(Ending, StringComparison.Ordinal) || Directory.Exists(path)) ManifestFolder.IsLink(path, problems);
        }
    }
}
