namespace Fairlead.Tests.Support.Registries;

/// <summary>A request as it came.</summary>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>A header's value; null where it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{Method} {Target}";
}
