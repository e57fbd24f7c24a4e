using Fairlead.Artifacts.Stores;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

/// <summary>One put into a <see cref="MemoryStore"/>.</summary>
internal sealed record MemoryPut(string Key, PutOptions Options, int Attempt)
{
    /// <summary>Bytes that were taken until now.</summary>
    public long Taken { get; set; }
}
