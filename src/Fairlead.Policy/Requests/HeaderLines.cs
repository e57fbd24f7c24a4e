using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Requests;

/// <summary>Headers that are written down. Immutable.</summary>
public sealed class HeaderLines(IEnumerable<(string Name, string Value)> lines) : IRequestHeaders
{
    private readonly Dictionary<string, string?[]> _lines = lines
        .GroupBy(line => line.Name, line => line.Value, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(header => header.Key, header => header.ToArray<string?>(), StringComparer.OrdinalIgnoreCase);

    /// <summary>No headers: of requests that are known from logs alone.</summary>
    public static HeaderLines None { get; } = new([]);

    /// <summary>Reads headers as HTTP/1.1 writes them, <c>Name: value</c>, or says what is wrong with one.</summary>
    public static bool TryParse(IEnumerable<string?> texts, [NotNullWhen(true)] out HeaderLines? headers, [NotNullWhen(false)] out string? problem)
    {
        (headers, problem) = (null, null);
        var lines = new List<(string, string)>();
        foreach (var text in texts)
        {
            var colon = text?.IndexOf(':') ?? -1;
            if (colon < 1)
            {
                problem = $"{Quoted.Text(text ?? "")} is not a header: write it as 'Name: value'";
                return false;
            }
            lines.Add((text![..colon].Trim(), text[(colon + 1)..].Trim(' ', '\t')));
        }
        headers = new HeaderLines(lines);
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<string?> LinesOf(string name) => _lines.GetValueOrDefault(name);
}
