using System.CommandLine;
using System.Text;

namespace Fairlead.Cli.Probing;

/// <summary><c>fairlead probe</c>.</summary>
internal static class ProbeVerb
{
    public static Command Create()
    {
        var arguments = new ProbeArguments();
        var command = new Verb("probe", "Pulls images through a deployed redirector as clients do, and compares it with another.", """
            GET /v2/, once; for each image its manifest by HEAD and GET, and where that is an index, those of all
            platforms; of each blob that they name the first and the last bytes, the last by Range, as
            a client takes up a download that broke off. With --full every byte, hashed. Redirects
            are followed as clients follow them: five at the most, never from https to http, and
            never from a public redirector to a private address. No credentials are sent; where a
            registry wants a token that anybody is given, one is asked for.

            --as ADDRESS asks as that client, by a header that the redirector believes of trusted
            proxies alone (clientAddress.trustedProxies in its policy): run it where it trusts you,
            and give --admin to have each redirect compared with /explain: without it nobody
            can tell whether it believed that.

            --against asks another redirector for the same, and tells every difference of status,
            rule, redirect host, content and checks: each is a failure, unless --allow-differences
            (of some kinds: --allow-differences rule,host,end, where a mirror is new). What
            fails at the other one alone is a difference, no failure of the target.

            Exit code 0: all is well. 1: something is wrong or different, or it was ended. 2: wrong
            usage or images file. Files are written whole or not at all; not after an interruption.

            Examples:
              fairlead probe --target https://registry.example.org --images images.txt
              fairlead probe --target https://sandbox.example.org --against https://registry.example.org \
                --images images.txt --as 52.95.154.1 --as 2600:1900::1 --junit probe.xml
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(ProbeArguments arguments, ParseResult parsed)
    {
        if (arguments.Read(parsed) is not { } request) return ExitCode.Wrong;
        using var interruption = new Interruption();
        var report = await new ProbeRun(request, TimeProvider.System).RunAsync(Console.Error, Terminal.ErrorWidth, interruption.Token).ConfigureAwait(false);
        if (request.IsJson) JsonOutput.Write(json => ProbeJson.Write(json, report));
        else ProbeText.Write(Console.Out, report);
        ProbeText.WriteProblem(Console.Error, report);
        // What is half the truth would be taken for all of it.
        var areWritten = report.End == ProbeEnd.Interrupted || await WriteFilesAsync(report).ConfigureAwait(false);
        return report.IsGood && areWritten ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Writes each that was asked for, also when another can't be written; whether all were.</summary>
    private static async Task<bool> WriteFilesAsync(ProbeReport report)
    {
        var areWritten = true;
        if (report.Request.JUnit is { } junit) await WriteAsync("--junit", junit, stream => JUnitReport.WriteAsync(stream, report)).ConfigureAwait(false);
        if (report.Request.Textfile is { } textfile)
            await WriteAsync("--textfile", textfile, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(ProbeMetrics.Of(report))).AsTask()).ConfigureAwait(false);
        return areWritten;

        async Task WriteAsync(string option, string path, Func<Stream, Task> write)
        {
            if (await OutputFile.TryWriteAsync(path, write, CancellationToken.None).ConfigureAwait(false) is not { } problem) return;
            areWritten = false;
            await Console.Error.WriteLineAsync($"fairlead: {option}: {problem}").ConfigureAwait(false);
        }
    }
}
