using System.Text;
using Fairlead.Redirector.Deciding;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// The port that proxies ask, never clients: what it is told of a client's address it believes (<see cref="EdgeClient"/>). It decides with the data port's own code.
/// <list type="bullet">
/// <item><c>/edge/ext_authz</c> and the client's raw target behind it, any method: the data port's answer, as Envoy's HTTP ext_authz service is to give it
/// (envoy.extensions.filters.http.ext_authz.v3.HttpService, <c>path_prefix</c>).</item>
/// <item><c>/edge/authority</c>, the client's raw target in <c>X-Original-Path</c>: 200 and the bare host of the redirect, all of it in <c>Location</c>, its status in <c>X-Redirect-Status</c>; what is no redirect
/// as the data port answers it. Without the header: the host that the client's blobs are at.</item>
/// </list>
/// </summary>
internal sealed class EdgeApplication(RedirectApplication redirects, StateHolder states) : IHttpApplication<RequestContext>
{
    private const string ExtAuthz = "/edge/ext_authz";
    private const string Authority = "/edge/authority";

    /// <inheritdoc/>
    public RequestContext CreateContext(IFeatureCollection contextFeatures) => redirects.CreateContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(RequestContext context, Exception? exception) => redirects.DisposeContext(context, exception);

    /// <inheritdoc/>
    public Task ProcessRequestAsync(RequestContext context)
    {
        var state = states.Current;
        var target = context.Request.RawTarget;
        if (target.StartsWith(ExtAuthz, StringComparison.Ordinal))
            return redirects.ProcessAsync(context, state, target[ExtAuthz.Length..], EdgeClient.ByForwardedFor(state.Policy.ClientAddress, context));
        return target is Authority ? AnswerAuthority(context, state) : Write(context, 404, $"there are {ExtAuthz}/... and {Authority}\n");
    }

    private async Task AnswerAuthority(RequestContext context, ServingState state)
    {
        var client = EdgeClient.ByRealIp(state.Policy.ClientAddress, context);
        var response = context.Response;
        var paths = context.LinesOf("X-Original-Path");
        if (paths.IsEmpty)
        {
            redirects.Count(client);
            var place = state.PlaceOf(state.FactsOf(client), context);
            response.Headers.CacheControl = "no-store";
            var mirror = place.Candidates.FirstOrDefault(candidate => candidate.Site.Health.IsOpen)?.Mirror.Config.UrlBefore;
            await Write(context, 200, HostOf(mirror ?? state.UpstreamOf(place, context.Request.Headers.Host.ToString()).FirstHealthy.BaseUrl)).ConfigureAwait(false);
            return;
        }
        await redirects.ProcessAsync(context, state, paths is [{ } target] ? target : "", client).ConfigureAwait(false);
        if (response.Headers.Location is not [{ } location]) return;
        response.Headers["X-Redirect-Status"] = response.StatusCode == 302 ? "302" : "307";
        await Write(context, 200, HostOf(location)).ConfigureAwait(false);
    }

    /// <summary>The host of a URL, with its port where it names one.</summary>
    private static string HostOf(string url)
    {
        var rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        var end = rest.IndexOfAny('/', '?', '#');
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private static Task Write(RequestContext context, int status, string body)
    {
        var bytes = Encoding.ASCII.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.Headers.ContentType = "text/plain";
        context.Response.Headers.ContentLength = bytes.Length;
        return context.Body.Writer.WriteAsync(bytes).AsTask();
    }
}
