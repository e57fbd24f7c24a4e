namespace Fairlead.SystemTests.Processes;

/// <summary>The repository that these tests were built in.</summary>
internal static class Checkout
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>A file of it.</summary>
    /// <exception cref="FileNotFoundException">The tests don't run from a checkout.</exception>
    public static string File(string path) => Path.Combine(Found.Value, path);

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(directory.FullName, "Fairlead.slnx"))) return directory.FullName;
        }
        throw new FileNotFoundException("the tests have to run from a checkout");
    }
}
