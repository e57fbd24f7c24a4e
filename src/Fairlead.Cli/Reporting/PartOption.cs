using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary><c>-o part.fat</c>: the part that is written.</summary>
internal static class PartOption
{
    public static Option<string?> Create()
    {
        var option = OutputOption.Create("--output", "The part to write; replaced whole, or not at all.");
        option.Aliases.Add("-o");
        option.Required = true;
        return option;
    }
}
