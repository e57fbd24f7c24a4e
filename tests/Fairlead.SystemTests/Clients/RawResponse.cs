namespace Fairlead.SystemTests.Clients;

/// <summary>A response as it stood on the wire. A connection that was closed without one has status 0 and no headers.</summary>
internal sealed record RawResponse(int Status, IReadOnlyList<string> Headers)
{
    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => HeadersNamed(name).FirstOrDefault();

    /// <summary>The values of all lines of a header.</summary>
    public IEnumerable<string> HeadersNamed(string name) => Headers
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim());

    public override string ToString() => $"{Status}\n{string.Join('\n', Headers)}";
}
