using System.Buffers;
using System.Text;
using Fairlead.Policy.Loading;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>Who served, by what a log says: buckets and hosts that are mirrors of a policy go by the mirror's name. Immutable.</summary>
public sealed class BackendBook
{
    /// <summary>Bytes of a name at the most: those of a host's (RFC 1035 section 2.3.4, without the root's dot). Buckets' names are shorter.</summary>
    internal const int MaxLength = 253;

    private static readonly SearchValues<byte> s_nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_"u8);

    private readonly Dictionary<string, KnownBackend[]> _known = [];
    private readonly Backend? _unnamed;

    /// <param name="policy">Its mirrors and upstreams are known; null: none are.</param>
    /// <param name="unnamed">Who served what a log doesn't say it of (<c>--backend</c>), see <see cref="IsName"/>; null: nobody known.</param>
    /// <exception cref="ArgumentException"><paramref name="unnamed"/> is no name.</exception>
    public BackendBook(PolicyConfig? policy, string? unnamed)
    {
        if (policy is not null)
        {
            _known = KnownBackends.Of(policy);
            Upstream = Find(Encoding.UTF8.GetBytes(KnownBackends.HostOf(policy.Upstream.Registries[0])), default);
        }
        if (unnamed is null) return;
        if (!IsName(unnamed)) throw new ArgumentException($"'{unnamed}' can't name a backend", nameof(unnamed));
        _unnamed = Find(Encoding.UTF8.GetBytes(unnamed), default) ?? new Backend(unnamed, null, null);
    }

    /// <summary>Host of the policy's upstream; null without a policy.</summary>
    public Backend? Upstream { get; }

    /// <summary>Whether it can name a backend: letters and digits of ASCII, dots, hyphens and underscores; and no IP address in it.</summary>
    public static bool IsName(string text) => TryLower(Encoding.UTF8.GetBytes(text), stackalloc byte[MaxLength], out _);

    /// <summary>
    /// The backend of a record's <see cref="Logs.LogRecord.Backend"/>; null when the log doesn't say, or says what is no host's or bucket's name. Where several mirrors share a
    /// host or a bucket, the target tells which; where it doesn't, the backend is the host or the bucket. Allocates for backends that are not the policy's.
    /// </summary>
    public Backend? Find(ReadOnlySpan<byte> logged, ReadOnlySpan<byte> target)
    {
        if (logged.IsEmpty) return _unnamed;
        if (KnownAs(logged) is { } known && OneOf(known, target) is { } backend) return backend;
        return TryLower(logged, stackalloc byte[MaxLength], out var name) ? new Backend(Encoding.UTF8.GetString(name), null, null) : null;
    }

    /// <summary>Whether <see cref="Find"/> goes by the target for this name.</summary>
    internal bool IsByTarget(ReadOnlySpan<byte> logged) => KnownAs(logged) is { } known && (known.Length > 1 || known[0].IsOnlyThere);

    private KnownBackend[]? KnownAs(ReadOnlySpan<byte> logged)
    {
        if (logged.IsEmpty || logged.Length > MaxLength) return null;
        if (_known.TryGetValue(Encoding.UTF8.GetString(logged), out var exact)) return exact; // mirrors' names may have capitals
        return TryLower(logged, stackalloc byte[MaxLength], out var name) ? _known.GetValueOrDefault(Encoding.UTF8.GetString(name)) : null;
    }

    private static Backend? OneOf(KnownBackend[] known, ReadOnlySpan<byte> target)
    {
        if (known is [{ IsOnlyThere: false } only]) return only.Backend;
        KnownBackend? best = null;
        var isTie = false;
        foreach (var one in known)
        {
            if (!one.Has(target) || one.Path.Length < best?.Path.Length) continue;
            isTie = one.Path.Length == best?.Path.Length;
            best = one;
        }
        return isTie ? null : best?.Backend;
    }

    private static bool TryLower(ReadOnlySpan<byte> text, Span<byte> room, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (text.Length > room.Length || Ascii.ToLower(text, room, out var length) != OperationStatus.Done) return false;
        var lower = room[..length];
        if (lower.IsEmpty || lower.ContainsAnyExcept(s_nameCharacters) || !char.IsAsciiLetterOrDigit((char)lower[0]) || AddressText.IsIn(lower)) return false;
        name = lower;
        return true;
    }
}
