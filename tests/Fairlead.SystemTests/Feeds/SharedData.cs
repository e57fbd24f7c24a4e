namespace Fairlead.SystemTests.Feeds;

/// <summary>Published files that are too big for the repository: <c>shared/data</c> beside the checkout, or where FAIRLEAD_SHARED_DATA says.</summary>
internal static class SharedData
{
    /// <summary>The folder, or null. Whatever is tested on these files is also tested on a sample that is always there.</summary>
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FAIRLEAD_SHARED_DATA") is { Length: > 0 } set) return set;
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var data = Path.Combine(directory.FullName, "shared", "data");
            if (Directory.Exists(data)) return data;
        }
        return null;
    }
}
