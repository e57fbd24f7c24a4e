using System.CommandLine;

namespace Fairlead.Cli.Exporting;

/// <summary><c>fairlead convert</c>.</summary>
internal static class ConvertVerb
{
    public static Command Create() => new Command("convert", "Makes a policy of another redirector's configuration.") { ConvertArtifactServerVerb.Create() };
}
