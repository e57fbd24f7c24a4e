using System.Globalization;
using System.Text;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Explaining;
using Fairlead.Redirector.Missing;
using Fairlead.Redirector.Observing;
using Fairlead.Redirector.Status;
using Fairlead.Redirector.Status.Html;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Redirector.Hosting;

/// <summary>The admin port: <c>/</c>, the status page, and <c>/healthz</c>, <c>/readyz</c>, <c>/metrics</c>, <c>/explain?address=&amp;path=</c>, <c>/missing?limit=</c>.</summary>
internal sealed class AdminApplication(
    Func<bool> isReady, IReadOnlyList<MetricFamily> families, IReadOnlyList<HistogramFamily> histograms, Explainer explainer, MissingBlobs missing,
    StatusReader status, StateHolder states) : IHttpApplication<HttpContext>
{
    private const string Text = "text/plain; charset=utf-8";
    private const string Html = "text/html; charset=utf-8";
    private const string Json = "application/json";

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            await Write(context, 405, Text, "only GET and HEAD\n").ConfigureAwait(false);
            return;
        }
        // None of it is to be kept, or taken for anything else than it is (Fetch, "nosniff").
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var answer = context.Request.Path.Value switch
        {
            "/" => ShowStatus(context),
            "/healthz" => Write(context, 200, Text, "ok\n"),
            "/readyz" => isReady() ? Write(context, 200, Text, "ready\n") : Write(context, 503, Text, "stopping\n"),
            "/metrics" => Write(context, 200, PrometheusText.ContentType, PrometheusText.Write(families, histograms)),
            "/explain" => Explain(context),
            "/missing" => ListMissing(context),
            _ => Write(context, 404, Text, "there are /, /healthz, /readyz, /metrics, /explain?address=&path=&header= and /missing?limit=\n"),
        };
        await answer.ConfigureAwait(false);
    }

    /// <summary>Always 200: what is wrong with a question stands beside it.</summary>
    private async Task ShowStatus(HttpContext context)
    {
        var query = context.Request.Query;
        var box = new ExplainBox(Field("address"), Field("path"), Field("host"), Field("header"));
        if (box.IsAsked)
        {
            (box.Explanation, box.Problem) = HeaderLines.TryParse(box.Header.Length == 0 ? [] : [box.Header], out var headers, out var problem)
                ? await explainer.ExplainAsync(states.Current, box.Address, box.Path, box.Host, headers).ConfigureAwait(false)
                : (null, problem);
        }
        context.Response.Headers.ContentSecurityPolicy = StatusAssets.ContentSecurityPolicy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer"; // the address bar has a client's address
        await Write(context, 200, Html, StatusPage.Write(status.Read(), box)).ConfigureAwait(false);

        string Field(string name) => query[name].ToString().Trim();
    }

    private async Task Explain(HttpContext context)
    {
        var query = context.Request.Query;
        if (!HeaderLines.TryParse(query["header"], out var headers, out var problem))
        {
            await Write(context, 400, Text, problem + "\n").ConfigureAwait(false);
            return;
        }
        (var explanation, problem) = await explainer
            .ExplainAsync(states.Current, query["address"].ToString(), query["path"].ToString(), query["host"].ToString(), headers).ConfigureAwait(false);
        if (explanation is null) await Write(context, 400, Text, problem + "\n").ConfigureAwait(false);
        else await Write(context, 200, Json, explanation.ToJson() + "\n").ConfigureAwait(false);
    }

    private Task ListMissing(HttpContext context)
    {
        var limit = MissingBlobs.Capacity;
        if (context.Request.Query.TryGetValue("limit", out var text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MissingBlobs.Capacity))
            return Write(context, 400, Text, $"limit is a whole number from 1 to {MissingBlobs.Capacity}\n");
        return Write(context, 200, Json, MissingJson.Write(missing.List(limit)) + "\n");
    }

    private static Task Write(HttpContext context, int status, string type, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
