using Fairlead.Formats.Streams;

namespace Fairlead.Cli;

/// <summary>A file that an option named.</summary>
internal static class OutputFile
{
    /// <summary>Writes it whole, or leaves what was there.</summary>
    /// <param name="path">The file; replaced.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Why it can't be written, fit for a terminal; null: it was.</returns>
    public static async Task<string?> TryWriteAsync(string path, Func<Stream, Task> write, CancellationToken cancel)
    {
        try
        {
            await WholeFile.WriteAsync(path, replace: true, write, cancel).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The runtime names the temporary file, which nobody knows, and not the one that was asked for.
            var reason = e is UnauthorizedAccessException ? "permission denied: name another, or be who may write there" : e is FileNotFoundException ? "no file can be made there" : e.Message;
            return TerminalText.Of($"{path} can't be written: {reason}");
        }
    }
}
