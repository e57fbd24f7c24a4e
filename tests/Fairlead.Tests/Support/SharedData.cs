namespace Fairlead.Tests.Support;

/// <summary>
/// Real data that is kept beside the checkout and not in it: <c>../shared/data</c>, or what <c>FAIRLEAD_SHARED_DATA</c> names.
/// A test that uses it also holds on a small sample of its own, so that it means something where there is none.
/// </summary>
internal static class SharedData
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FAIRLEAD_SHARED_DATA") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
