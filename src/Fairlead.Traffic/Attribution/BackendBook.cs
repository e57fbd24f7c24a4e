using Fairlead.Policy.Loading;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>Who served, by what a log says: buckets and hosts that are mirrors of a policy go by the mirror's name. Immutable.</summary>
public sealed class BackendBook
{
    /// <param name="policy">Its mirrors and upstreams are known; null: none are.</param>
    /// <param name="unnamed">Who served what a log doesn't say it of (<c>--backend</c>); null: nobody known.</param>
    public BackendBook(PolicyConfig? policy, string? unnamed) => throw new NotImplementedException();

    /// <summary>The backend of a record's <see cref="Logs.LogRecord.Backend"/>; null when the log doesn't say, or says what is no host's or bucket's name.</summary>
    public Backend? Find(ReadOnlySpan<byte> logged, ReadOnlySpan<byte> target) => throw new NotImplementedException();

    /// <summary>Host of the policy's upstream; null without a policy.</summary>
    public Backend? Upstream => throw new NotImplementedException();
}
