namespace Fairlead.Cli.Reporting;

/// <summary>Which files of a folder and objects of a bucket are taken for logs.</summary>
internal static class LogNames
{
    private const string Part = ".fat";

    /// <summary>All but what is hidden, and parts of earlier imports, whole or half written.</summary>
    /// <param name="name">Path below the folder, with slashes.</param>
    public static bool IsLog(string name) =>
        !name.StartsWith('.') && !name.Contains("/.", StringComparison.Ordinal) && !name.EndsWith('/')
        && !name.EndsWith(Part, StringComparison.Ordinal) && !(name.EndsWith(".tmp", StringComparison.Ordinal) && name.Contains(Part + ".", StringComparison.Ordinal));
}
