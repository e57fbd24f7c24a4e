using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary><c>fairlead traffic import</c>.</summary>
internal static class ImportVerb
{
    public static Command Create() => new("import");
}
