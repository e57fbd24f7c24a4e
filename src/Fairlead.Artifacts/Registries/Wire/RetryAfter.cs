using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Registries.Wire;

/// <summary><c>Retry-After</c> (RFC 9110 section 10.2.3): seconds, or a date.</summary>
internal static class RetryAfter
{
    /// <summary>More than this is not waited for: a run is to end some day. Asked again too early, a server says so again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>How long to wait from now, at most <see cref="Longest"/>; null where nothing sensible is said.</summary>
    public static TimeSpan? Of(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        if ((header?.Delta ?? header?.Date - now) is not { } wait) return null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }
}
