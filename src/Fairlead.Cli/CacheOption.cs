using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>--cache DIR</c>: where last good copies of what was fetched are kept.</summary>
internal static class CacheOption
{
    public static Option<string?> Create(string description = "Where the last good copies of feeds are kept; without a home folder, nowhere unless this says so.")
    {
        var option = PathOption.Create("--cache", description, "DIR");
        option.DefaultValueFactory = _ => Default;
        return option;
    }

    /// <summary>
    /// XDG Base Directory Specification: <c>$XDG_CACHE_HOME</c> when it is an absolute path, else <c>~/.cache</c>. Where there is no
    /// home, none: in a folder that others may write to, a copy could be anybody's.
    /// </summary>
    private static string? Default
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (Path.IsPathRooted(cache)) return Path.Combine(cache, "fairlead");
            var home = Environment.GetEnvironmentVariable("HOME");
            return string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".cache", "fairlead");
        }
    }
}
