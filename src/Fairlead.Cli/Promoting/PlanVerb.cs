using System.CommandLine;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote plan</c>.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var command = new Verb("plan", "Tells what promoting images would do, and changes nothing.", """
            Examples:
              fairlead promote plan --manifests promotion/
            """);
        command.SetAction(_ => ExitCode.Wrong);
        return command;
    }
}
