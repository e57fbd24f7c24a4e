using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Fairlead.Formats.Yaml;

namespace Fairlead.Cli;

/// <summary><c>fairlead health</c>: for containers and units that have no other program to ask with.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan s_maxWait = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var admin = new Option<IPEndPoint?>("--admin") { Description = "The admin port of serve. Default: 127.0.0.1:9090.", HelpName = "ADDR:PORT", CustomParser = EndPointText.ParseOption };
        var ready = new Option<bool>("--ready") { Description = "Whether balancers may send clients there: it isn't ready while it stops." };
        var wait = new Option<TimeSpan?>("--wait") { Description = "Ask again for this long until the answer is good. Default: ask once.", HelpName = "DURATION", CustomParser = ParseWait };
        var command = new Verb("health", "Asks a serve on this machine whether it is well.", """
            Exit code 0 when it answers that it is, 1 when it answers otherwise or not at all.

            Examples:
              fairlead health
              fairlead health --ready --wait 60s --admin 127.0.0.1:9090
            """)
        {
            admin, ready, wait,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            using var check = new HealthCheck(parsed.GetValue(admin) ?? new IPEndPoint(IPAddress.Loopback, 9090), parsed.GetValue(ready), TimeProvider.System);
            var problem = await check.RunAsync(parsed.GetValue(wait) ?? TimeSpan.Zero, interruption.Token).ConfigureAwait(false);
            if (problem is null) return ExitCode.Done;
            await Console.Error.WriteLineAsync("fairlead: " + problem).ConfigureAwait(false);
            return ExitCode.Failed;
        });
        return command;
    }

    private static TimeSpan? ParseWait(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DurationText.TryParse(text, out var wait) && wait <= s_maxWait) return wait;
        result.AddError($"--wait: '{TerminalText.Of(text)}' is not a duration of at most {DurationText.Format(s_maxWait)}; write 30s or 1m");
        return null;
    }
}
