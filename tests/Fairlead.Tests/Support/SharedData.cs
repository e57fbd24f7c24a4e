namespace Fairlead.Tests.Support;

/// <summary>Real feeds and files, kept beside the checkout and not in it.</summary>
internal static class SharedData
{
    /// <summary>
    /// The folder: <c>FAIRLEAD_SHARED_DATA</c>, else <c>shared/data</c> beside the repository's root; null when there is none. Whatever is
    /// tested on these files is also tested on a sample that is always there.
    /// </summary>
    internal static string? Root { get; } = FindRoot();

    private static string? FindRoot()
    {
        var named = Environment.GetEnvironmentVariable("FAIRLEAD_SHARED_DATA");
        if (!string.IsNullOrEmpty(named))
        {
            // Who names a folder means it: going on without would test less than was asked for.
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"FAIRLEAD_SHARED_DATA: there is no {named}");
        }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data)) return data;
        }
        return null;
    }
}
