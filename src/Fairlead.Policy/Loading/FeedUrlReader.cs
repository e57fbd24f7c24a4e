using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>URLs that this program itself downloads from.</summary>
internal static class FeedUrlReader
{
    /// <summary>Reads one; plain http to another machine is warned of, because whoever is between can change who gets what.</summary>
    public static Uri? FeedUrl(this PolicyReport report, YamlScalar? text)
    {
        if (text is null) return null;
        Uri? uri = null;
        if (!HttpUrl.TryParse(text.Text, out var url, out var fault)) { }
        else if (url.HasFragment) fault = "it can have no fragment";
        else if (!Uri.TryCreate(text.Text, UriKind.Absolute, out uri)) fault = "its host can't be resolved";
        else if (!url.IsHttps && !HostName.IsLoopback(url.Host)) report.Warning(text, $"{Quoted.Text(text.Text)} is fetched without TLS: use https");

        if (fault.Length > 0) report.Error(text, $"{Quoted.Text(text.Text)} is not a URL to download from: {fault}");
        return uri;
    }
}
