using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Deciding;

/// <summary>The request rules, top to bottom: <c>docs/request-handling.md</c>. It completes at once unless a mirror or an upstream has to be asked.</summary>
internal sealed class Decider(PresenceFinder presence, UpstreamPresence upstreamPresence, ProviderPresence providerPresence, Clock clock)
{
    /// <summary>What a GET or HEAD of this path with these headers gets, for a client of this place.</summary>
    public ValueTask<Decision> Decide(ServingState state, in RegistryPath path, IRequestHeaders headers, ServingPlace place, UpstreamTarget upstream, long now) =>
        place.Place.RedirectsTo is { } redirects && redirects.Takes(path.Kind, state.IsOwn(upstream))
            ? DecideByProvider(state, path, headers, place, place.Provider!.Registry!, upstream)
            : DecideByPolicy(state, path, headers, place, upstream, now, state.Policy.Config.Presence);

    private ValueTask<Decision> DecideByPolicy(
        ServingState state, in RegistryPath path, IRequestHeaders headers, ServingPlace place, UpstreamTarget upstream, long now, PresenceConfig config) => path.Kind.CourseOf(upstream.Signatures is not null) switch
        {
            Course.Mirrors => DecideBlob(state, path, place, upstream, now, config),
            Course.Upstream => new(ToUpstream(path, upstream, Rule.Upstream)),
            Course.UpstreamIfHeld => DecideBySignatures(path, upstream, Rule.Upstream, config),
            Course.Signatures => new(new Decision(Rule.Signatures, upstream.UrlOf(upstream.Signatures!, path))),
            Course.Artifacts => DecideArtifact(state, path, headers, place, config),
            _ => new(OwnAnswer(state, path.Kind)),
        };

    private static Decision OwnAnswer(ServingState state, PathKind kind) => kind switch
    {
        PathKind.Root => Page(Rule.Info, state.Policy.Config.InfoPage),
        PathKind.Privacy => Page(Rule.Privacy, state.Policy.Config.PrivacyPage),
        PathKind.Ping => new(Rule.Ping),
        PathKind.Catalog => new(Rule.Catalog),
        PathKind.V1 => new(Rule.V1),
        _ => new(Rule.Refused),
    };

    /// <summary>Rule 10: the provider's own registry where it has it; else all goes on as without it, in what is left of the time.</summary>
    private async ValueTask<Decision> DecideByProvider(
        ServingState state, RegistryPath path, IRequestHeaders headers, ServingPlace place, ProviderSite registry, UpstreamTarget upstream)
    {
        var config = state.Policy.Config.Presence;
        var began = clock.Milliseconds;
        var share = path.Kind == PathKind.Blob ? config.Timeout / (place.Candidates.Length + 1) : config.Timeout;
        if (await providerPresence.HoldsAsync(registry, registry.BaseUrl + path.Path.ToString(), share).ConfigureAwait(false))
            return new Decision(Rule.ProviderRegistry, UpstreamUrl.For(registry.BaseUrl, "", path));
        var now = clock.Milliseconds;
        if (now > began) config = config with { Timeout = Max(config.Timeout - TimeSpan.FromMilliseconds(now - began), TimeSpan.FromMilliseconds(1)) };
        return await DecideByPolicy(state, path, headers, place, upstream, now, config).ConfigureAwait(false);
    }

    private ValueTask<Decision> DecideBlob(ServingState state, in RegistryPath path, ServingPlace place, UpstreamTarget upstream, long now, PresenceConfig config)
    {
        if (place.Candidates.Length == 0) return NoMirror(state, path, upstream, Rule.UpstreamByPolicy, config);
        if (presence.TryFindCached(place.Candidates, path.Digest, now, out var finding, out var next))
            return Found(state, path, upstream, finding, config);
        return AskMirrors(state, path, place, upstream, next, finding.IsUncertain, config);
    }

    private async ValueTask<Decision> AskMirrors(
        ServingState state, RegistryPath path, ServingPlace place, UpstreamTarget upstream, int next, bool uncertain, PresenceConfig config)
    {
        var finding = await presence.FindAsync(place.Candidates, path.Digest, next, uncertain, config).ConfigureAwait(false);
        return await Found(state, path, upstream, finding, config).ConfigureAwait(false);
    }

    private ValueTask<Decision> Found(ServingState state, in RegistryPath path, UpstreamTarget upstream, in Finding finding, PresenceConfig config)
    {
        return finding.Holder is { } holder
            ? new(new Decision(Rule.Mirror, holder.Mirror.UrlOf(path.Digest), holder.Mirror))
            : NoMirror(state, path, upstream, finding.IsUncertain ? Rule.UpstreamUnknown : Rule.UpstreamNotHeld, config);
    }

    private ValueTask<Decision> NoMirror(ServingState state, in RegistryPath path, UpstreamTarget upstream, Rule rule, PresenceConfig config) =>
        upstream.Signatures is null ? new(ToUpstream(path, upstream, rule)) : DecideBySignatures(path, upstream, rule, config);

    /// <summary>Rule 6: the upstream where it has it, or doesn't say; the signatures' registry where the upstream says it hasn't.</summary>
    private async ValueTask<Decision> DecideBySignatures(RegistryPath path, UpstreamTarget upstream, Rule rule, PresenceConfig config)
    {
        var registry = upstream.FirstHealthy;
        var url = upstream.UrlOf(registry.BaseUrl, path);
        var answer = await upstreamPresence.FindAsync(registry, url, config.Timeout).ConfigureAwait(false);
        return answer == PresenceAnswer.Absent
            ? new Decision(Rule.Signatures, upstream.UrlOf(upstream.Signatures!, path))
            : new Decision(rule, url);
    }

    private static Decision ToUpstream(in RegistryPath path, UpstreamTarget upstream, Rule rule) =>
        new(rule, upstream.UrlOf(upstream.FirstHealthy.BaseUrl, path));

    private static Decision Page(Rule rule, string? url) => url is null ? new(Rule.NotFound) : new(rule, url);

    /// <summary>Rule 2 for the one path of <c>pages.health</c>; rule 13: the entry's host, or the provider's own where the entry is for everybody and that has it.</summary>
    private ValueTask<Decision> DecideArtifact(ServingState state, in RegistryPath path, IRequestHeaders headers, ServingPlace place, PresenceConfig config)
    {
        if (state.Policy.Config.IsHealth(path)) return new(new Decision(Rule.Health));
        if (place.Place.ArtifactOf(path, headers) is not { } artifact) return new(new Decision(Rule.NotFound));
        var decision = new Decision(Rule.Artifact, artifact.BaseUrl + path.Target);
        return artifact.IsForEverybody && place.Provider?.Artifacts is { } site ? AskForArtifact(path, site, decision, config) : new(decision);
    }

    private async ValueTask<Decision> AskForArtifact(RegistryPath path, ProviderSite site, Decision otherwise, PresenceConfig config) =>
        await providerPresence.HoldsAsync(site, site.BaseUrl + path.Path.ToString(), config.Timeout).ConfigureAwait(false)
            ? new Decision(Rule.ProviderArtifact, site.BaseUrl + path.Target)
            : otherwise;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
