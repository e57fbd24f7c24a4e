using System.CommandLine;
using Fairlead.Artifacts.Mirroring.Syncing;

namespace Fairlead.Cli;

/// <summary><c>--shard I/N</c>: one of several equal parts of the work.</summary>
internal static class ShardOption
{
    public static Option<Shard?> Create(string of) => new("--shard")
    {
        Description = $"Only part I, from 0, of N parts of all {of}: '--shard $JOB_COMPLETION_INDEX/8' in a Kubernetes Indexed Job of 8.",
        HelpName = "I/N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Shard.TryParse(text, out var shard)) return shard;
            result.AddError($"--shard: '{TerminalText.Of(text)}' is not I/N, with I from 0 to N - 1 and N up to {Shard.MaxCount}; write 0/8 for the first of eight");
            return null;
        },
    };
}
