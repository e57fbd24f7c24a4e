using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>
/// Runs git on a repository that strangers write to: without a shell, within bounds of time and output, and so that nothing that such a repository
/// holds is run, fetched or believed: no hook, no monitor, no replaced object, no graft, no prompt, no transport. Git's own refusal of
/// repositories of other users stands.
/// </summary>
internal sealed class GitProgram(string folder, bool isNamed, TimeProvider time)
{
    private const int MaxError = 16 << 10;
    private const int MaxReason = 400; // paths are in it

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly string[] s_settings =
    [
        "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "protocol.allow=never", "credential.helper=", "advice.graftFileDeprecated=false",
    ];

    /// <summary>What it said, and what it exited with.</summary>
    /// <param name="arguments">Of git; none of them a text of strangers, unless it can't be taken for an option.</param>
    /// <param name="input">For its standard input.</param>
    /// <param name="maxOutput">Bytes that are read at the most.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="GitException">It can't be run, takes too long or says too much.</exception>
    public async Task<GitResult> RunAsync(IEnumerable<string> arguments, string input, long maxOutput, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var process = Process.Start(Start(arguments))!;
            using var end = either.Token.UnsafeRegister(static process => Kill((Process)process!), process);
            try
            {
                var error = ReadAsync(process.StandardError.BaseStream, MaxError, isCut: true, either.Token);
                var writing = WriteAsync(process, input, either.Token);
                var output = await ReadAsync(process.StandardOutput.BaseStream, maxOutput, isCut: false, either.Token).ConfigureAwait(false);
                await writing.ConfigureAwait(false);
                var said = Encoding.UTF8.GetString(await error.ConfigureAwait(false));
                await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
                return new GitResult(process.ExitCode, output, Reason(said));
            }
            finally
            {
                Kill(process);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new GitException($"git did not answer within {s_patience.TotalSeconds} s");
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new GitException($"git can't be run: {e.Message}", e);
        }
    }

    private ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var one in (string[])["-C", folder, "--no-pager", "--no-replace-objects", "--literal-pathspecs"]) start.ArgumentList.Add(one);
        // A folder of a pull request may look like a repository with settings of its own; one that the user names is meant.
        foreach (var setting in isNamed ? s_settings : s_settings.Append("safe.bareRepository=explicit"))
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(setting);
        }
        foreach (var one in arguments) start.ArgumentList.Add(one);
        Prepare(start.Environment);
        return start;
    }

    private static void Prepare(IDictionary<string, string?> environment)
    {
        // Within a hook, or in somebody's script, they name other repositories, objects and settings.
        foreach (var name in environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)).ToList()) environment.Remove(name);
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        environment["GIT_NO_LAZY_FETCH"] = "1"; // from 2.45 on; for those before, no transport is allowed
        environment["GIT_ALLOW_PROTOCOL"] = "none";
        environment["GIT_GRAFT_FILE"] = "/dev/null";
        environment["LC_ALL"] = "C";
    }

    /// <summary>What it ended for, on a line that does nothing but be read; hints and warnings may stand before that.</summary>
    private static string Reason(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var reason = lines.FirstOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "";
        return string.Concat(reason.EnumerateRunes().Take(MaxReason).Select(rune => UnseenText.Is(rune) ? "?" : rune.ToString()));
    }

    // Process.Start by itself would look into the current folder before PATH: that is anybody's.
    private static string Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "git.exe" : "git")).FirstOrDefault(File.Exists)
        ?? throw new GitException("there is no git in PATH: install it");

    private static async Task WriteAsync(Process process, string input, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancel).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all of it; what it said counts.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, long max, bool isCut, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
        {
            if (content.Length + read <= max) content.Write(buffer, 0, read);
            else if (!isCut) throw new GitException($"git says more than {max >> 20} MiB: is {Quoted.Text("--manifests")} the right folder?");
        }
        return content.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself just now.
        }
    }
}
