using Fairlead.Cli.Reporting;
using Fairlead.Edges.Plans;
using Fairlead.Formats.Streams;
using Fairlead.Policy.Loading;

namespace Fairlead.Cli.Exporting;

/// <summary>What the verbs below <c>export</c> share: a policy in, files into a folder.</summary>
internal static class ExportFiles
{
    /// <summary>Loads a policy with its feeds, makes files of it and writes each whole or not at all. Says on stderr what is wrong, or what was written.</summary>
    /// <param name="policy">The policy's file.</param>
    /// <param name="cache">Where last good copies of feeds are kept.</param>
    /// <param name="folder">Where files go; made if need be.</param>
    /// <param name="make">Makes the files.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> WriteAsync(string policy, string? cache, string folder, Func<EdgePlan, IReadOnlyList<EdgeFile>> make, CancellationToken cancel) => WriteAsync(
        policy, async () => await PolicyLoading.LoadAsync(policy, cache, cancel).ConfigureAwait(false) is { Policy: { } compiled } ? make(EdgePlan.Of(compiled)) : null, folder, cancel);

    /// <summary>The same of the policy file alone, without its feeds.</summary>
    public static Task<int> WritePolicyAsync(string policy, string folder, Func<PolicyConfig, IReadOnlyList<EdgeFile>> make, CancellationToken cancel) =>
        WriteAsync(policy, () => Task.FromResult(PolicyOption.Load(PolicyOption.SourceOf(policy), showWarnings: true) is { } config ? make(config) : null), folder, cancel);

    private static async Task<int> WriteAsync(string policy, Func<Task<IReadOnlyList<EdgeFile>?>> make, string folder, CancellationToken cancel)
    {
        try
        {
            if (await make().ConfigureAwait(false) is not { } files) return ExitCode.Wrong;
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                var path = Path.Combine(folder, file.Name);
                await WholeFile.WriteAsync(path, replace: true, to => Task.Run(() => file.Write(to), cancel), cancel).ConfigureAwait(false);
                await Console.Error.WriteLineAsync($"fairlead: wrote {TerminalText.Of(path)}").ConfigureAwait(false);
            }
            return ExitCode.Done;
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
}
