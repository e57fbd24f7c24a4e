namespace Fairlead.SystemTests.Envoys;

/// <summary>A request or a response of HTTP/1.1, one character a byte.</summary>
/// <param name="FirstLine">The request line, or the status line.</param>
/// <param name="Headers">The headers as they came.</param>
/// <param name="Body">The body.</param>
internal sealed record WireMessage(string FirstLine, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    /// <summary>A part of the first line.</summary>
    public string Part(int index) => FirstLine.Split(' ', 3)[index];

    /// <summary>All lines of a header as one; null where there is none.</summary>
    public string? Header(string name)
    {
        var lines = Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return lines.Length == 0 ? null : string.Join(',', lines);
    }

    /// <summary>What goes over the wire.</summary>
    public string Text => $"{FirstLine}\r\n{string.Concat(Headers.Select(header => $"{header.Name}: {header.Value}\r\n"))}\r\n{Body}";
}
