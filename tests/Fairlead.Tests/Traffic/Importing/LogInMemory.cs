using Fairlead.Traffic.Importing;

namespace Fairlead.Tests.Traffic.Importing;

/// <summary>A log of bytes that a test has.</summary>
internal sealed class LogInMemory(string name, Func<Stream> open, long? length = null) : ILogSource
{
    public string Name => name;

    public long? Length => length;

    public Task<Stream> OpenAsync(CancellationToken cancel) => Task.FromResult(open());
}
