using System.Collections.Concurrent;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Traffic.Simulation;

/// <summary>
/// What a policy does with requests when everything is healthy: the rules that <c>serve</c> goes by, with inventories in the place of HEAD requests. Where nobody knows, it is
/// as with <c>serve --assume-present</c>: mirrors and providers' own registries hold what they are asked for, and so does the upstream. Thread-safe.
/// </summary>
internal sealed class PolicyReplay
{
    private readonly Holdings _holdings;
    private readonly Destination[] _mirrors;
    private readonly Dictionary<string, Destination> _hosts;
    private readonly ConcurrentDictionary<string, bool> _assumed = new(StringComparer.Ordinal);

    /// <param name="policy">The policy with its networks.</param>
    /// <param name="destinations">Where it leads: filled.</param>
    /// <param name="holdings">What mirrors hold.</param>
    public PolicyReplay(CompiledPolicy policy, Destinations destinations, Holdings holdings)
    {
        (Policy, _holdings) = (policy, holdings);
        _mirrors = [.. policy.Mirrors.Select(mirror => destinations.OfMirror(mirror.Config))];
        _hosts = UrlsOf(policy.Config).DistinctBy(one => one.Url).ToDictionary(one => one.Url, one => destinations.OfHost(one.Url, one.Provider));
    }

    /// <summary>The policy.</summary>
    public CompiledPolicy Policy { get; }

    /// <summary>Names of those that were taken to hold what they were asked for, so far.</summary>
    public IEnumerable<string> Assumed => _assumed.Keys;

    /// <summary>Where a GET or HEAD of this path is sent, for a client of this place; null: nowhere, or to a page for people.</summary>
    public Destination? Of(Place place, in RegistryPath path)
    {
        if (place.RedirectsTo is { } redirects && redirects.Takes(path.Kind, isOurs: place.Upstream is null)) return Assume(_hosts[redirects.Registry!]);
        var upstream = place.Upstream ?? Policy.Config.Upstream;
        return path.Kind.CourseOf(upstream.SignaturesApart() is not null) switch
        {
            Course.Mirrors => FirstHolding(place, path.Digest) ?? UpstreamOf(place),
            Course.Upstream or Course.UpstreamIfHeld => UpstreamOf(place),
            Course.Signatures => _hosts[upstream.Signatures!],
            Course.Artifacts => ArtifactsOf(place, path),
            _ => null,
        };
    }

    /// <summary>Where a blob is got from, of which a log of a mirror tells the digest alone.</summary>
    public Destination OfBlob(Place place, in Digest digest) =>
        place.RedirectsTo?.Registry is { } registry ? Assume(_hosts[registry]) : FirstHolding(place, digest) ?? UpstreamOf(place);

    private Destination UpstreamOf(Place place) => _hosts[(place.Upstream ?? Policy.Config.Upstream).Registries[0]];

    private Destination? FirstHolding(Place place, in Digest digest)
    {
        foreach (var candidate in place.Candidates)
        {
            var mirror = _mirrors[candidate.Index];
            if (_holdings.IsAssumed(mirror)) return Assume(mirror);
            if (_holdings.Holds(mirror, digest)) return mirror;
        }
        return null;
    }

    private Destination? ArtifactsOf(Place place, in RegistryPath path)
    {
        if (Policy.Config.IsHealth(path)) return null;
        if (place.ArtifactOf(path, HeaderLines.None) is not { } artifact) return null;
        return artifact.IsForEverybody && place.RedirectsTo?.Artifacts is { } own ? Assume(_hosts[own]) : _hosts[artifact.BaseUrl];
    }

    private Destination Assume(Destination destination)
    {
        if (!_assumed.ContainsKey(destination.Name)) _assumed.TryAdd(destination.Name, true);
        return destination;
    }

    private static IEnumerable<(string Url, string? Provider)> UrlsOf(PolicyConfig config)
    {
        foreach (var upstream in config.Routes.Select(route => route.Upstream).OfType<UpstreamConfig>().Append(config.Upstream))
            foreach (var url in upstream.Registries.Append(upstream.Signatures).OfType<string>()) yield return (url, null);
        foreach (var artifact in config.Artifacts) yield return (artifact.BaseUrl, null);
        foreach (var provider in config.Providers)
        {
            if (provider.RedirectsTo?.Registry is { } registry) yield return (registry, provider.Name);
            if (provider.RedirectsTo?.Artifacts is { } files) yield return (files, provider.Name);
        }
    }
}
