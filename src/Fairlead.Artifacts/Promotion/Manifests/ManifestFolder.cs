namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>The folders that manifests lie in. No symbolic link is followed.</summary>
internal static class ManifestFolder
{
    /// <summary>Folders at the most: a hundred times what Kubernetes has.</summary>
    private const int MaxFolders = 10_000;

    /// <summary>The folders in a folder, in the order of their names; null when it is none.</summary>
    /// <param name="folder">Which.</param>
    /// <param name="hint">What the user is to do when it isn't there.</param>
    /// <param name="problems">Where it is told.</param>
    public static SortedSet<string>? Names(string folder, string hint, List<PromotionProblem> problems)
    {
        if (IsLink(folder, problems)) return null;
        if (!Directory.Exists(folder))
        {
            problems.Add(new PromotionProblem(new FilePlace(folder, 0, 0), $"there is no such folder: {hint}"));
            return null;
        }
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateDirectories(folder))
        {
            if (IsLink(path, problems)) continue;
            names.Add(Path.GetFileName(path));
            if (names.Count < MaxFolders) continue;
            problems.Add(new PromotionProblem(new FilePlace(folder, 0, 0), $"it holds {MaxFolders} folders or more"));
            return null;
        }
        return names;
    }

    /// <summary>Whether there is something of this name, be it a link that leads nowhere.</summary>
    public static bool Exists(string path) => new FileInfo(path) is { Exists: true } or { LinkTarget: not null } || Directory.Exists(path);

    /// <summary>Whether it is a symbolic link, which is told then.</summary>
    public static bool IsLink(string path, List<PromotionProblem> problems)
    {
        if (new FileInfo(path).LinkTarget is null) return false;
        problems.Add(new PromotionProblem(new FilePlace(path, 0, 0), "it is a symbolic link, and those are not followed: put the folder itself here"));
        return true;
    }
}
