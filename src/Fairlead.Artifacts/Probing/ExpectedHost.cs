namespace Fairlead.Artifacts.Probing;

/// <summary>A host that redirects are expected to lead to.</summary>
public static class ExpectedHost
{
    /// <summary>Whether it is one: <c>HOST</c>, which stands for it on any port, or <c>HOST:PORT</c>.</summary>
    public static bool IsValid(string text) => Uri.TryCreate("http://" + text, UriKind.Absolute, out var url) && url.Host.Length > 0 && url is { PathAndQuery: "/", UserInfo: "", Fragment: "" } && !text.Contains('/');

    /// <summary>Whether an answer came from there.</summary>
    /// <param name="expected">What is expected.</param>
    /// <param name="actual">Who answered, with the port where it isn't the scheme's.</param>
    internal static bool IsSame(string expected, string actual) =>
        string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase) || string.Equals(expected, WithoutPort(actual), StringComparison.OrdinalIgnoreCase);

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host[..colon];
    }
}
