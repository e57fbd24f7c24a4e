using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>presence.inventory</c> of a mirror: where it says which blobs it holds. <c>{region}</c> may stand in it as often as wanted.</summary>
internal sealed class InventoryUrl
{
    private const string RegionPlaceholder = "{region}";

    private readonly PolicyReport _report;
    private readonly YamlScalar _text;
    private bool _isReported;

    private InventoryUrl(PolicyReport report, YamlScalar text) => (_report, _text) = (report, text);

    /// <summary>Reads a mirror's <c>presence</c>; null when there is none, or an error in it.</summary>
    /// <param name="report">Takes up what is wrong.</param>
    /// <param name="mirror">The mirror's entry.</param>
    /// <param name="regions">How many regions it has.</param>
    public static InventoryUrl? Read(PolicyReport report, MapReader mirror, int regions)
    {
        if (mirror.Map("presence") is not { } map) return null;
        if (!map.Has("inventory")) report.Error(map.Node, "'presence' of a mirror needs an 'inventory', a URL: set it, or remove 'presence'");
        if (map.Text("inventory") is not { } text) return null;
        var hasRegion = text.Text.Contains(RegionPlaceholder, StringComparison.Ordinal);
        var sample = text.Text.Replace(RegionPlaceholder, "a", StringComparison.Ordinal);
        if (!HttpUrl.TryParse(sample, out var url, out var fault)) { }
        else if (url.HasFragment) fault = "it can have no fragment";
        else if (!Uri.TryCreate(sample, UriKind.Absolute, out _)) fault = "its host can't be resolved";
        if (fault.Length > 0)
        {
            if (sample.AsSpan().ContainsAny('{', '}')) fault = $"the only placeholder in it is {RegionPlaceholder}";
            report.Error(text, $"{Quoted.Text(text.Text)} is not an inventory's URL: {fault}");
            return null;
        }
        if (hasRegion && regions == 0)
        {
            if (!mirror.Has("region") && !mirror.Has("regions")) report.Error(text, "{region} in the URL needs a 'region' or 'regions'");
            return null;
        }
        if (!hasRegion && regions > 1) report.Warning(text, "all of its regions have the same inventory: use {region} in it, unless each of them holds the same blobs");
        if (!url.IsHttps && !HostName.IsLoopback(url.Host)) report.Warning(text, $"{Quoted.Text(text.Text)} is fetched without TLS: use https");
        return new InventoryUrl(report, text);
    }

    /// <summary>The URL of one region's mirror; null when that comes out wrong, which is reported once.</summary>
    public Uri? Of(string? region)
    {
        var filled = region is null ? _text.Text : _text.Text.Replace(RegionPlaceholder, region, StringComparison.Ordinal);
        if (HttpUrl.TryParse(filled, out _, out var fault) && Uri.TryCreate(filled, UriKind.Absolute, out var uri)) return uri;
        if (!_isReported) _report.Error(_text, $"{Quoted.Text(filled)} is not an inventory's URL: {(fault.Length > 0 ? fault : "its host can't be resolved")}");
        _isReported = true;
        return null;
    }
}
