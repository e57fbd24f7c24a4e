using System.Net.Http.Headers;
using System.Text;

namespace Fairlead.Artifacts.Registries.Wire;

/// <summary>
/// Reads <c>WWW-Authenticate</c>. Scopes hold commas within their quotes, and one header may hold several challenges, so commas alone
/// don't tell. What can't be read ends the list, and what was read before it counts.
/// </summary>
internal ref struct ChallengeReader
{
    private const int MaxLength = 8 << 10;

    private ReadOnlySpan<char> _rest;

    private ChallengeReader(ReadOnlySpan<char> text) => _rest = text;

    /// <summary>The challenges of an answer, in their order.</summary>
    public static List<Challenge> Read(HttpResponseHeaders headers) =>
        headers.TryGetValues("WWW-Authenticate", out var values) ? [.. values.SelectMany(value => Read(value))] : [];

    /// <summary>The challenges of one header's value, in its order.</summary>
    public static List<Challenge> Read(ReadOnlySpan<char> value)
    {
        var challenges = new List<Challenge>();
        if (value.Length > MaxLength) return challenges;
        var reader = new ChallengeReader(value);
        while (reader.TryReadChallenge() is { } challenge) challenges.Add(challenge);
        return challenges;
    }

    private Challenge? TryReadChallenge()
    {
        SkipSpacesAndCommas();
        var scheme = Token();
        if (scheme.IsEmpty) return null;
        var challenge = new Challenge(scheme.ToString().ToLowerInvariant(), null, null, null);
        while (true)
        {
            var before = _rest;
            SkipSpacesAndCommas();
            var name = Token();
            _rest = _rest.TrimStart(' ');
            if (name.IsEmpty || _rest.IsEmpty || _rest[0] != '=')
            {
                // No parameter: the next challenge's scheme, or the end.
                _rest = before;
                return challenge;
            }
            _rest = _rest[1..].TrimStart(' ');
            if (Value() is not { } text) return challenge;
            challenge = Assign(challenge, name, text);
        }
    }

    // The first of a kind counts: a second realm can't take the first one's place.
    private static Challenge Assign(Challenge challenge, ReadOnlySpan<char> name, string value)
    {
        if (name.Equals("realm", StringComparison.OrdinalIgnoreCase)) return challenge with { Realm = challenge.Realm ?? value };
        if (name.Equals("service", StringComparison.OrdinalIgnoreCase)) return challenge with { Service = challenge.Service ?? value };
        if (name.Equals("scope", StringComparison.OrdinalIgnoreCase)) return challenge with { Scope = challenge.Scope ?? value };
        return challenge;
    }

    private string? Value()
    {
        if (_rest.IsEmpty || _rest[0] != '"') return Token() is { IsEmpty: false } token ? token.ToString() : null;
        var text = new StringBuilder();
        for (var i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == '"')
            {
                _rest = _rest[(i + 1)..];
                return text.ToString();
            }
            if (_rest[i] == '\\' && ++i == _rest.Length) break;
            text.Append(_rest[i]);
        }
        _rest = default; // a quote that never ends
        return null;
    }

    private ReadOnlySpan<char> Token()
    {
        var end = _rest.IndexOfAny(" \t,=\"");
        var token = end < 0 ? _rest : _rest[..end];
        _rest = _rest[token.Length..];
        return token;
    }

    private void SkipSpacesAndCommas() => _rest = _rest.TrimStart(" \t,");
}
