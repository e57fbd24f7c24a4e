using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>--cache DIR</c>: where last good copies of feeds are kept.</summary>
internal static class CacheOption
{
    public static Option<string> Create() => new("--cache")
    {
        Description = "Where the last good copies of feeds are kept.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Default,
    };

    /// <summary>XDG Base Directory Specification: <c>$XDG_CACHE_HOME</c>, else <c>~/.cache</c>; where there is no home, the temporary folder.</summary>
    private static string Default
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("HOME");
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(cache)) cache = string.IsNullOrEmpty(home) ? Path.GetTempPath() : Path.Combine(home, ".cache");
            return Path.Combine(cache, "fairlead");
        }
    }
}
