using System.ComponentModel;
using System.Diagnostics;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>
/// A command that is asked before anything is copied: it gets what is to be done on stdin, may veto with a non-zero exit, and has the
/// environment of this program. What it says goes to stderr.
/// </summary>
internal sealed class BeforeCopyHook(string command, TimeProvider time)
{
    private const int NotRun = 127; // as shells have it
    private const int OfSignals = 128; // likewise: 128 and the signal's number

    /// <summary>How long it may take to end by itself when the run is ended: a terminal's Ctrl-C was for it, too.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    /// <summary>Asks it.</summary>
    /// <param name="writePlan">Writes what it gets.</param>
    /// <param name="cancel">Ends it; it is killed when it doesn't end by itself.</param>
    public async Task<RecordedHook> RunAsync(Func<Stream, CancellationToken, Task> writePlan, CancellationToken cancel)
    {
        // The shell does the redirection, so that nobody has to carry over what it says.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec >&2\n" + command]) { RedirectStandardInput = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var writing = WriteAsync(process, writePlan, stop.Token);
            try
            {
                var ended = process.WaitForExitAsync(cancel);
                // Half a plan is nothing to ask it about, and with an open pipe it would wait for the rest.
                if (await Task.WhenAny(ended, writing).ConfigureAwait(false) == writing) await writing.ConfigureAwait(false);
                await ended.ConfigureAwait(false);
            }
            catch
            {
                await EndAsync(process).ConfigureAwait(false);
                throw;
            }
            finally
            {
                // Not awaited: a child of its own that it left behind may hold the pipe open, and never read it.
                await stop.CancelAsync().ConfigureAwait(false);
                _ = writing;
            }
            return Verdict(process.ExitCode);
        }
        catch (Win32Exception e)
        {
            await Console.Error.WriteLineAsync($"fairlead: --before-copy can't be run: {e.Message}").ConfigureAwait(false);
            return new RecordedHook(IsAllowed: false, NotRun);
        }
    }

    private static RecordedHook Verdict(int code)
    {
        if (code != 0)
        {
            var end = code is > OfSignals and <= OfSignals + 64 ? $"was ended by signal {code - OfSignals}" : $"exited with {code}";
            Console.Error.WriteLine($"fairlead: vetoed: --before-copy {end}; nothing was copied");
        }
        return new RecordedHook(code == 0, code);
    }

    private static Task WriteAsync(Process process, Func<Stream, CancellationToken, Task> writePlan, CancellationToken cancel) => Task.Run(async () =>
    {
        try
        {
            await writePlan(process.StandardInput.BaseStream, cancel).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It doesn't want to know, or has ended; its exit code counts.
        }
    }, CancellationToken.None);

    private async Task EndAsync(Process process)
    {
        using var grace = new CancellationTokenSource(s_grace, time);
        try
        {
            await process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
            {
                // It ended by itself just now.
            }
        }
    }
}
