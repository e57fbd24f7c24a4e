using System.Globalization;

namespace Fairlead.Tests.Support;

/// <summary>An HTTP/1.1 answer as it stood on the wire, headers in their order.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    /// <summary>The only header of this name; null when there is none.</summary>
    public string? this[string name] => Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).SingleOrDefault();

    public string? Location => this["Location"];

    /// <summary>Names of all headers but <c>Date</c> and <c>Connection</c>, which are the connection's business, in alphabetical order.</summary>
    public string HeaderNames =>
        string.Join(", ", Headers.Select(h => h.Name).Where(name => name is not ("Date" or "Connection")).Order(StringComparer.Ordinal));

    /// <summary>Reads everything that came until the connection was closed, as the first answer of it.</summary>
    public static RawAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        end.ShouldBePositive($"no answer in '{text}'");
        var lines = text[..end].Split("\r\n");
        lines[0].ShouldStartWith("HTTP/1.1 ");
        var headers = lines.Skip(1).Select(line =>
        {
            var colon = line.IndexOf(':');
            return (line[..colon], line[(colon + 1)..].Trim());
        });
        return new RawAnswer(int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture), [.. headers], text[(end + 4)..]);
    }
}
