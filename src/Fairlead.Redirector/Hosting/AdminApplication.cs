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
using Microsoft.AspNetCore.WebUtilities;

namespace Fairlead.Redirector.Hosting;

/// <summary>The admin port: <c>/</c>, the status page, which also takes what its box sends, and <c>/healthz</c>, <c>/readyz</c>, <c>/metrics</c>, <c>/explain?address=&amp;path=</c>, <c>/missing?limit=</c>.</summary>
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
        var (request, headers) = (context.Request, context.Response.Headers);
        var isQuestion = request.Path == "/" && HttpMethods.IsPost(request.Method);
        if (!isQuestion && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            headers.Allow = request.Path == "/" ? "GET, HEAD, POST" : "GET, HEAD";
            await Write(context, 405, Text, "only GET and HEAD\n").ConfigureAwait(false);
            return;
        }
        // None of it is to be kept, or taken for anything else than it is (Fetch, "nosniff").
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        var answer = request.Path.Value switch
        {
            "/healthz" => Write(context, 200, Text, "ok\n"),
            "/readyz" => isReady() ? Write(context, 200, Text, "ready\n") : Write(context, 503, Text, "stopping\n"),
            _ when AdminGuard.IsRebound(context) => Write(context, 421, Text, "ask for localhost, an address or a name without a dot; a proxy before this port has to send such a Host\n"),
            "/" or "/explain" when (isQuestion || request.Path == "/explain") && AdminGuard.IsFromAnotherSite(request) => Write(context, 403, Text, "this was sent by a page of another site; a proxy before this port that sends another Host than it was asked for has to be asked by https\n"),
            "/" => ShowStatus(context, isQuestion),
            "/metrics" => Write(context, 200, PrometheusText.ContentType, PrometheusText.Write(families, histograms)),
            "/explain" => Explain(context),
            "/missing" => ListMissing(context),
            _ => Write(context, 404, Text, "there are /, /healthz, /readyz, /metrics, /explain?address=&path=&header= and /missing?limit=\n"),
        };
        await answer.ConfigureAwait(false);
    }

    /// <summary>The page, with the answer to what the box sent. A question is no part of any URL: addresses of clients are to be in no history and no log.</summary>
    private async Task ShowStatus(HttpContext context, bool isQuestion)
    {
        var box = new ExplainBox("", "", "", "");
        try
        {
            if (isQuestion) box = await ReadBox(context.Request).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException) // longer than a form of ours can be
        {
            await Write(context, 400, Text, "this is not what the page's form sends\n").ConfigureAwait(false);
            return;
        }
        if (box.IsAsked)
        {
            (box.Explanation, box.Problem) = HeaderLines.TryParse(box.Header.Length == 0 ? [] : [box.Header], out var headers, out var problem)
                ? await explainer.ExplainAsync(states.Current, box.Address, box.Path, box.Host, headers).ConfigureAwait(false)
                : (null, problem);
        }
        context.Response.Headers.ContentSecurityPolicy = StatusAssets.ContentSecurityPolicy;
        context.Response.Headers["Referrer-Policy"] = "same-origin"; // under "no-referrer" a form's Origin would be null
        status.Watch();
        await Write(context, 200, Html, StatusPage.Write(status.Read(), box)).ConfigureAwait(false);
    }

    private static async Task<ExplainBox> ReadBox(HttpRequest request)
    {
        using var form = new FormReader(request.Body);
        var fields = await form.ReadFormAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
        return new ExplainBox(Field("address"), Field("path"), Field("host"), Field("header"));

        string Field(string name) => fields.GetValueOrDefault(name).ToString().Trim();
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
