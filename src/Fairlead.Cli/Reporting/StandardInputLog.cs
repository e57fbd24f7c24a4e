using Fairlead.Traffic.Importing;

namespace Fairlead.Cli.Reporting;

/// <summary>A log from the standard input.</summary>
internal sealed class StandardInputLog : ILogSource
{
    /// <inheritdoc/>
    public string Name => "-";

    /// <inheritdoc/>
    public long? Length => null;

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(CancellationToken cancel) => Task.FromResult<Stream>(new InterruptibleStream(Console.OpenStandardInput(), cancel));
}
