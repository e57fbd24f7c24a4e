namespace Fairlead.Tests.Policy.Loading;

/// <summary>The files under <c>examples/</c>.</summary>
internal static class Examples
{
    public static string Path(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Fairlead.slnx")))
                return System.IO.Path.Combine(folder.FullName, "examples", file);
        }
        throw new DirectoryNotFoundException($"no checkout around {AppContext.BaseDirectory}");
    }
}
