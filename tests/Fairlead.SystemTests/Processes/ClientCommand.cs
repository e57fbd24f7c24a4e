using System.Diagnostics;

namespace Fairlead.SystemTests.Processes;

/// <summary>Running a command to its end.</summary>
internal static class ClientCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(2);

    /// <summary>Runs an installed tool.</summary>
    public static Task<CommandResult> RunAsync(Tool tool, params IEnumerable<string> arguments) => RunAsync(tool.Path, arguments);

    /// <summary>Runs a program and returns what it printed.</summary>
    /// <param name="environment">Changes to this process's environment; null removes a variable.</param>
    /// <exception cref="TimeoutException">It did not end; it has been killed, with what it started.</exception>
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, string? input = null, string? directory = null, TimeSpan? deadline = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var writing = WriteAsync(process, input);
        var command = string.Join(' ', start.ArgumentList.Prepend(program));
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), output, error, writing).WaitAsync(deadline ?? Deadline);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{command}\nstill ran after {(deadline ?? Deadline).TotalSeconds} s\n{await PrintedAsync(output)}\n{await PrintedAsync(error)}");
        }
        return new CommandResult(command, process.ExitCode, await output, await error);
    }

    /// <summary>What a killed command printed; a process that it left behind may hold the stream open for ever.</summary>
    private static async Task<string> PrintedAsync(Task<string> reading)
    {
        await Task.WhenAny(reading, Task.Delay(AfterKill));
        return reading.IsCompletedSuccessfully ? await reading : "";
    }

    private static async Task WriteAsync(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input; its exit code tells why.
        }
    }
}
