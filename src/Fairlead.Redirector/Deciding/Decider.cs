using Fairlead.Policy.Requests;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Deciding;

/// <summary>The request rules, top to bottom: <c>docs/request-handling.md</c>. It completes at once unless a mirror or an upstream has to be asked.</summary>
internal sealed class Decider(PresenceFinder presence, UpstreamPresence upstreamPresence)
{
    /// <summary>What a GET or HEAD of this path gets, for a client of this place.</summary>
    public ValueTask<Decision> Decide(ServingState state, in RegistryPath path, ServingPlace place, UpstreamTarget upstream, long now) => path.Kind switch
    {
        PathKind.Blob => DecideBlob(state, path, place, upstream, now),
        PathKind.Refused => new(new Decision(Rule.Refused)),
        PathKind.Root => new(Page(Rule.Info, state.Policy.Config.InfoPage)),
        PathKind.Privacy => new(Page(Rule.Privacy, state.Policy.Config.PrivacyPage)),
        PathKind.Ping => new(new Decision(Rule.Ping)),
        PathKind.Catalog => new(new Decision(Rule.Catalog)),
        PathKind.V1 => new(new Decision(Rule.V1)),
        PathKind.ManifestByDigest when upstream.Signatures is not null => DecideBySignatures(state, path, upstream, Rule.Upstream),
        PathKind.Signature when upstream.Signatures is { } signatures => new(new Decision(Rule.Signatures, upstream.UrlOf(signatures, path))),
        PathKind.ManifestByDigest or PathKind.Signature or PathKind.Registry => new(ToUpstream(path, upstream, Rule.Upstream)),
        _ => new(Artifact(path, place)),
    };

    private ValueTask<Decision> DecideBlob(ServingState state, in RegistryPath path, ServingPlace place, UpstreamTarget upstream, long now)
    {
        if (place.Candidates.Length == 0) return NoMirror(state, path, upstream, Rule.UpstreamByPolicy);
        if (presence.TryFindCached(place.Candidates, path.Digest, now, out var finding, out var next))
            return Found(state, path, upstream, finding);
        return AskMirrors(state, path, place, upstream, next, finding.IsUncertain);
    }

    private async ValueTask<Decision> AskMirrors(ServingState state, RegistryPath path, ServingPlace place, UpstreamTarget upstream, int next, bool uncertain)
    {
        var finding = await presence.FindAsync(place.Candidates, path.Digest, next, uncertain, state.Policy.Config.Presence).ConfigureAwait(false);
        return await Found(state, path, upstream, finding).ConfigureAwait(false);
    }

    private ValueTask<Decision> Found(ServingState state, in RegistryPath path, UpstreamTarget upstream, in Finding finding)
    {
        return finding.Holder is { } holder
            ? new(new Decision(Rule.Mirror, holder.Mirror.UrlOf(path.Digest), holder.Mirror))
            : NoMirror(state, path, upstream, finding.IsUncertain ? Rule.UpstreamUnknown : Rule.UpstreamNotHeld);
    }

    private ValueTask<Decision> NoMirror(ServingState state, in RegistryPath path, UpstreamTarget upstream, Rule rule) =>
        upstream.Signatures is null ? new(ToUpstream(path, upstream, rule)) : DecideBySignatures(state, path, upstream, rule);

    /// <summary>Rule 6: the upstream where it has it, or doesn't say; the signatures' registry where the upstream says it hasn't.</summary>
    private async ValueTask<Decision> DecideBySignatures(ServingState state, RegistryPath path, UpstreamTarget upstream, Rule rule)
    {
        var registry = upstream.FirstHealthy;
        var url = upstream.UrlOf(registry.BaseUrl, path);
        var answer = await upstreamPresence.FindAsync(registry, url, state.Policy.Config.Presence.Timeout).ConfigureAwait(false);
        return answer == PresenceAnswer.Absent
            ? new Decision(Rule.Signatures, upstream.UrlOf(upstream.Signatures!, path))
            : new Decision(rule, url);
    }

    private static Decision ToUpstream(in RegistryPath path, UpstreamTarget upstream, Rule rule) =>
        new(rule, upstream.UrlOf(upstream.FirstHealthy.BaseUrl, path));

    private static Decision Page(Rule rule, string? url) => url is null ? new(Rule.NotFound) : new(rule, url);

    private static Decision Artifact(in RegistryPath path, ServingPlace place)
    {
        foreach (var artifact in place.Place.Artifacts)
            if (path.Path.StartsWith(artifact.Path, StringComparison.Ordinal)) return new(Rule.Artifact, artifact.BaseUrl + path.Target);
        return new(Rule.NotFound);
    }
}
