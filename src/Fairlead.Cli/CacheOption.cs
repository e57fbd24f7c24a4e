using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>--cache DIR</c>: where last good copies of feeds are kept.</summary>
internal static class CacheOption
{
    public static Option<string?> Create()
    {
        var option = PathOption.Create("--cache", "Where the last good copies of feeds are kept.", "DIR");
        option.DefaultValueFactory = _ => Default;
        return option;
    }

    /// <summary>XDG Base Directory Specification: <c>$XDG_CACHE_HOME</c> when it is an absolute path, else <c>~/.cache</c>; where there is no home, the temporary folder.</summary>
    private static string Default
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("HOME");
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (!Path.IsPathRooted(cache)) cache = string.IsNullOrEmpty(home) ? Path.GetTempPath() : Path.Combine(home, ".cache");
            return Path.Combine(cache, "fairlead");
        }
    }
}
