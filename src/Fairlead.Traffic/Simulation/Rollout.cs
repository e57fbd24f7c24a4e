using System.Buffers.Binary;
using System.Security.Cryptography;
using Fairlead.Formats.Oci;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>
/// A part of clients that gets the new policy while the others keep the old. Which ones is drawn by a hash of the address under the seed: a client is always on the same side, and the
/// same seed draws the same clients, so that a run can be repeated. Where a log has no addresses, requests are drawn, by what they ask for and when. Immutable.
/// </summary>
public sealed class Rollout
{
    private readonly UInt128 _below;
    private readonly ulong _key0;
    private readonly ulong _key1;

    /// <param name="percent">How many of a hundred, from 0 to 100.</param>
    /// <param name="seed">Any text; another one draws others.</param>
    public Rollout(decimal percent, ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        _below = (UInt128)(percent / 100 * (decimal)(UInt128.One << 64));
        var key = SHA256.HashData([.. "fairlead rollout\n"u8, .. seed]);
        (_key0, _key1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(sizeof(ulong))));
    }

    /// <summary>Whether the new policy is for this request.</summary>
    /// <param name="record">The request.</param>
    /// <param name="digest">What it asks for, where that has a digest.</param>
    internal bool Includes(in LogRecord record, Digest? digest) => (record.HasClient
        ? SipHash.Of(_key0, _key1, (ulong)(record.Client.Bits >> 64), (ulong)record.Client.Bits)
        : SipHash.Of(_key0, _key1, (digest ?? Digest.Of(record.Target)).First64, (ulong)record.Time)) < _below;
}
