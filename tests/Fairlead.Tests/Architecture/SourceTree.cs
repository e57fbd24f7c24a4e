namespace Fairlead.Tests.Architecture;

/// <summary>The repository that these tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>Its root: the first folder above the tests that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Folders of the projects that are shipped.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Directory.EnumerateDirectories(Path.Combine(Root, "src")).Order()];

    /// <summary>Every source file below a folder, less what builds leave behind.</summary>
    public static IEnumerable<string> CSharpFiles(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "artifacts"))
        .Order();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Fairlead.slnx"))) return folder.FullName;
        throw new InvalidOperationException($"no Fairlead.slnx above {AppContext.BaseDirectory}");
    }
}
