using System.Diagnostics;
using System.Runtime.InteropServices;
using Fairlead.Cli.Commands;

namespace Fairlead.Tests.Cli;

/// <summary>What a run of the program gave.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it in this process; for verbs that write through <see cref="Console"/>.</summary>
    public static async Task<CommandRun> InProcessAsync(params string[] args)
    {
        var (before, errorBefore) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetOut(TextWriter.Synchronized(output));
        Console.SetError(TextWriter.Synchronized(error));
        try
        {
            var exitCode = await CommandLine.RunAsync(args);
            return new CommandRun(exitCode, output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(errorBefore);
        }
    }

    /// <summary>Runs it as a program of its own; for verbs that write to the standard output themselves, or read the standard input.</summary>
    public static async Task<CommandRun> ProgramAsync(string? input, params string[] args)
    {
        var cancel = TestContext.Current.CancellationToken;
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, "fairlead.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        // Read from the start: a program whose output nobody takes stops taking its input.
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancel);
        return new CommandRun(process.ExitCode, await output, await error);
    }

    /// <summary>It did it, and complained of nothing. How far it had come may stand on stderr: on a busy machine anything takes the second after which that is told.</summary>
    public void ShouldHaveSucceeded()
    {
        ExitCode.ShouldBe(0, Error);
        Error.Split('\n').ShouldNotContain(line => line.StartsWith("fairlead: ", StringComparison.Ordinal) || line.Contains("failed: ", StringComparison.Ordinal));
    }
}
