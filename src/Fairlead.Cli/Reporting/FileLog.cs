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
    public async Task<Stream> OpenAsync(CancellationToken cancel)
    {
        // A pipe opens when somebody writes to it, which may be never.
        var file = await Task.Run(Open, CancellationToken.None).WaitAsync(cancel).ConfigureAwait(false);
        return file.CanSeek ? file : new InterruptibleStream(file, cancel);
    }

    /// <summary>No buffer of its own: who reads has one. Others may go on writing it, or rotate it away.</summary>
    private FileStream Open() => new(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
}
