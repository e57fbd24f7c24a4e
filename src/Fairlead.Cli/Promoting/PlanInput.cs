using System.Security.Cryptography;
using Fairlead.Artifacts.Promotion.Recording;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Streams;

namespace Fairlead.Cli.Promoting;

/// <summary>Plans that are kept in a file, of images or of files.</summary>
internal static class PlanInput
{
    /// <summary>Reads one; null, and said why, when it can't be used.</summary>
    /// <returns>The plan, and what file it was: found out on the way, since a pipe can be read once.</returns>
    public static async Task<(T Plan, RecordedFile File)?> ReadAsync<T>(string path, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        try
        {
            using var hash = SHA256.Create();
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using var closing = file.ConfigureAwait(false);
            var hashed = new CryptoStream(file, hash, CryptoStreamMode.Read);
            await using var ending = hashed.ConfigureAwait(false);
            var plan = await read(hashed, cancel).ConfigureAwait(false);
            await hashed.CopyToAsync(Stream.Null, cancel).ConfigureAwait(false); // to its very end
            return (plan, new RecordedFile(path, Digest.FromBytes(hash.Hash)));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of($"{path}: {FileProblem.Of(e)}")}").ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Whether manifests ask for all of a plan; what they don't ask for is said.</summary>
    public static bool IsAskedFor(IEnumerable<string> beyond)
    {
        string[] all = [.. beyond];
        if (all.Length == 0) return true;
        ProblemLines.Write(Console.Error, all, one => $"the manifests don't ask for {one}");
        Console.Error.WriteLine("fairlead: refused: the plan is not one of these manifests; make a new one with --plan-out");
        return false;
    }

    /// <summary>Keeps one in a file; false, and said why, when it can't be written.</summary>
    public static async Task<bool> TryWriteAsync(string path, Func<Stream, Task> write, CancellationToken cancel)
    {
        try
        {
            await WholeFile.WriteAsync(path, replace: true, write, cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of($"{path} can't be written, and nothing was copied: {e.Message}")}").ConfigureAwait(false);
            return false;
        }
    }
}
