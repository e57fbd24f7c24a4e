using Fairlead.Traffic.Importing;

namespace Fairlead.Cli.Reporting;

/// <summary>A log in a file.</summary>
internal sealed class FileLog(string path) : ILogSource
{
    /// <inheritdoc/>
    public string Name => path;

    /// <summary>See <see cref="ILogSource.Length"/>. A pipe has none.</summary>
    public long? Length { get; } = new FileInfo(path) is { Exists: true, Length: > 0 and var length } ? length : null;

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancel)
    {
        // No buffer of its own: who reads has one. Others may go on writing it, or rotate it away.
        Stream file = new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
        return Task.FromResult(file.CanSeek ? file : new InterruptibleStream(file, cancel));
    }
}
