using Fairlead.Cli.Reporting;
using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Cli.Exporting;

/// <summary>What the verbs below <c>export</c> share: a policy in, files into a folder.</summary>
internal static class ExportFiles
{
    /// <summary>Loads a policy with its feeds, makes files of it and writes them all or none. Says on stderr what is wrong, or what was written.</summary>
    /// <param name="policy">The policy's file.</param>
    /// <param name="cache">Where last good copies of feeds are kept.</param>
    /// <param name="folder">Where files go; made if need be.</param>
    /// <param name="make">Makes the files.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> WriteAsync(string policy, string? cache, string folder, Func<CompiledPolicy, IReadOnlyList<EdgeFile>> make, CancellationToken cancel) => WriteAsync(
        policy, async () => await PolicyLoading.LoadAsync(policy, cache, cancel).ConfigureAwait(false) is { Policy: { } compiled } ? make(compiled) : null, folder, cancel);

    /// <summary>The same of the policy file alone, without its feeds.</summary>
    public static Task<int> WritePolicyAsync(string policy, string folder, Func<PolicyConfig, IReadOnlyList<EdgeFile>> make, CancellationToken cancel) =>
        WriteAsync(policy, () => Task.FromResult(PolicyOption.Load(PolicyOption.SourceOf(policy), showWarnings: true) is { } config ? make(config) : null), folder, cancel);

    private static async Task<int> WriteAsync(string policy, Func<Task<IReadOnlyList<EdgeFile>?>> make, string folder, CancellationToken cancel)
    {
        try
        {
            return await make().ConfigureAwait(false) is { } files ? await WriteAsync(folder, files, cancel).ConfigureAwait(false) : ExitCode.Wrong;
        }
        catch (EdgeRefusedException e)
        {
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of(policy)}: {TerminalText.Of(e.Message)}").ConfigureAwait(false);
            return ExitCode.Wrong;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of(e.Message)}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static async Task<int> WriteAsync(string folder, IReadOnlyList<EdgeFile> files, CancellationToken cancel)
    {
        try
        {
            foreach (var path in await ExportFolder.WriteAsync(folder, files, cancel).ConfigureAwait(false))
                await Console.Error.WriteLineAsync($"fairlead: wrote {TerminalText.Of(path)}").ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The runtime names the folder of temporary files, which nobody knows, and not the one that was asked for.
            var reason = e is UnauthorizedAccessException ? "permission denied: name another, or be who may write there" : e.Message;
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of(folder)} can't be written, and is as it was: {TerminalText.Of(reason)}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
