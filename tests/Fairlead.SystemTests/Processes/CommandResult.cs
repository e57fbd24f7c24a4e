namespace Fairlead.SystemTests.Processes;

/// <summary>How a command ended.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>The same result, if the command exited with 0.</summary>
    public CommandResult Succeeded() => ExitedWith(0);

    /// <summary>The same result, if the command exited with this code.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message has all that it printed.</exception>
    public CommandResult ExitedWith(int exitCode) =>
        ExitCode == exitCode ? this : throw new InvalidOperationException($"expected exit code {exitCode}, got: {this}");

    public override string ToString() => $"{Command}\nexit code {ExitCode}\n{Output}\n{Error}";
}
