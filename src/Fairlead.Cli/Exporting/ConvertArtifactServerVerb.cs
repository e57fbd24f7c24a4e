using System.CommandLine;
using System.Text;
using Fairlead.Edges.ArtifactServer;
using Fairlead.Formats.Streams;
using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Cli.Exporting;

/// <summary><c>fairlead convert artifactserver</c>.</summary>
internal static class ConvertArtifactServerVerb
{
    public static Command Create()
    {
        var upstream = new Option<string?>("--upstream")
        {
            Description = "The registry for what is under /v2/ and no header leads elsewhere. Default: the first backend that takes all of it.",
            HelpName = "URL",
        };
        upstream.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is not { } text) return;
            if (!HttpUrl.TryParse(text, out var url, out var fault)) result.AddError($"--upstream must be a registry's URL: {fault}");
            else if (url.HasQuery || url.HasFragment) result.AddError("--upstream must be a registry's URL: it can have no query and no fragment");
        });
        var output = PathOption.Create("--output", "Where the policy goes; replaced. Default: stdout.");
        output.Aliases.Add("-o");
        var file = new Argument<string>("FILE") { Description = "The configuration, with its backends." };
        var command = new Verb("artifactserver", "Makes a policy of an ArtifactServer's configuration.", """
            Backends become artifacts, and routes for what is under /v2/, in the order of the
            file. What is not carried over is warned of; docs/edges.md says what differs.
            Exit code 0; 1 when the policy can't be written, 2 when none can be made of it.

            Examples:
              fairlead convert artifactserver config.yaml -o policy.yaml
              fairlead convert artifactserver config.yaml --upstream https://registry.example.org
            """)
        {
            upstream, output, file,
        };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(file)!, parsed.GetValue(upstream), parsed.GetValue(output), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? upstream, string? output, CancellationToken cancel)
    {
        if (Directory.Exists(file)) return await WrongAsync($"fairlead: {TerminalText.Of(file)} is a directory, not a configuration").ConfigureAwait(false);
        ReadOnlyMemory<byte> utf8;
        try
        {
            utf8 = BoundedFile.Read(file, YamlReader.MaxBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await WrongAsync($"fairlead: {TerminalText.Of(file)} can't be read: {TerminalText.Of(FileProblem.Of(e))}").ConfigureAwait(false);
        }
        var conversion = ArtifactServerConfig.ToPolicy(utf8, TerminalText.Of(file), upstream);
        foreach (var problem in conversion.Problems) await Console.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
        if (conversion.Policy is not { } policy) return ExitCode.Wrong;

        // Whoever serves it must find no more wrong with it: a policy has limits that the configuration hasn't.
        var bytes = Encoding.UTF8.GetBytes(policy);
        var load = PolicyFile.Parse(bytes, "(the policy made of it)", Environment.CurrentDirectory, upstreamOverride: null);
        foreach (var problem in load.Problems) await Console.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
        if (load.Policy is null) return ExitCode.Wrong;

        if (output is null) await Console.Out.WriteAsync(policy).ConfigureAwait(false);
        else if (await OutputFile.TryWriteAsync(output, to => to.WriteAsync(bytes, cancel).AsTask(), cancel).ConfigureAwait(false) is { } unwritten)
        {
            await Console.Error.WriteLineAsync($"fairlead: {unwritten}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
        return ExitCode.Done;
    }

    private static async Task<int> WrongAsync(string message)
    {
        await Console.Error.WriteLineAsync(message).ConfigureAwait(false);
        return ExitCode.Wrong;
    }
}
