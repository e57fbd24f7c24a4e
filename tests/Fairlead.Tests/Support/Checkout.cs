namespace Fairlead.Tests.Support;

/// <summary>The checkout that the tests run in.</summary>
internal static class Checkout
{
    /// <summary>Its root: the first folder above the tests that holds <c>Fairlead.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The documents by their path from the root; what is built or belongs to git is not among them.</summary>
    public static IEnumerable<string> Documents() => Directory
        .EnumerateFiles(Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true })
        .Select(path => Path.GetRelativePath(Root, path))
        .Where(path => path.Split(Path.DirectorySeparatorChar)[0] is not ("artifacts" or ".git"))
        .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Fairlead.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException($"no checkout around {AppContext.BaseDirectory}");
    }
}
