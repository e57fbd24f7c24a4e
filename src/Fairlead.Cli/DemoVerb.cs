using System.CommandLine;

namespace Fairlead.Cli;

internal static class DemoVerb
{
    public static Command Create() => new("demo", "x");
}
