using System.Diagnostics.CodeAnalysis;
using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>The blobs that a redirector found in no mirror; it is asked when a run begins.</summary>
/// <param name="Url">Its <c>/missing</c>.</param>
/// <param name="Host">The registry (<c>HOST[:PORT]</c>) that they are read from: what is missing of others is left out.</param>
public sealed record MissingSource(Uri Url, string Host) : SourceSpec(Selection.All)
{
    /// <summary>Parses the URL: http or https, without user name and fragment.</summary>
    public static bool TryParseUrl(string text, [NotNullWhen(true)] out Uri? url)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out url) && url is { Scheme: "http" or "https", UserInfo: "", Fragment: "", Host.Length: > 0 }) return true;
        url = null;
        return false;
    }
}
