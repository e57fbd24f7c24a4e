using System.Collections.Concurrent;
using System.Globalization;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Demo.Registry;

/// <summary>Takes blobs (OCI distribution specification 1.1, "Push"): at once, in chunks, or from another repository.</summary>
internal sealed class UploadAnswers(RegistryContent content)
{
    // It is kept in memory: a registry for tests and demonstrations.
    private const long MaxBytes = 512L << 20;

    private readonly ConcurrentDictionary<string, UploadSession> _sessions = new(StringComparer.Ordinal);
    private volatile bool _allowMount = true;

    public bool AllowMount
    {
        get => _allowMount;
        set => _allowMount = value;
    }

    public int Open => _sessions.Count;

    public async Task AnswerAsync(HttpContext context, RegistryTarget target)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBytes;
        if (target.Reference.Length == 0)
        {
            await (HttpMethods.IsPost(context.Request.Method) ? BeginAsync(context, target.Repository) : RegistryError.EndpointUnknown.AnswerAsync(context));
            return;
        }
        if (!_sessions.TryGetValue(target.Reference, out var session) || session.Repository != target.Repository)
        {
            await RegistryError.UploadUnknown.AnswerAsync(context);
            return;
        }
        await session.Turn.WaitAsync(context.RequestAborted);
        try
        {
            await ContinueAsync(context, target, session);
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private async Task BeginAsync(HttpContext context, string repository)
    {
        var query = context.Request.Query;
        if (AllowMount && Digest.TryParse(query["mount"].ToString(), out var mounted) && content.FindBlob(query["from"].ToString(), mounted) is { } blob)
        {
            content.AddBlob(repository, blob);
            Created(context, repository, mounted);
            return;
        }
        var id = Guid.NewGuid().ToString("N");
        var session = new UploadSession(repository);
        _sessions[id] = session;
        if (query.ContainsKey("digest")) await FinishAsync(context, new RegistryTarget(RegistryEndpoint.Upload, repository, id), session);
        else Accepted(context, new RegistryTarget(RegistryEndpoint.Upload, repository, id), session, StatusCodes.Status202Accepted);
    }

    private async Task ContinueAsync(HttpContext context, RegistryTarget target, UploadSession session)
    {
        switch (context.Request.Method)
        {
            case "GET":
                Accepted(context, target, session, StatusCodes.Status204NoContent);
                break;
            case "DELETE":
                _sessions.TryRemove(target.Reference, out _);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "PATCH" when !IsNext(context.Request, session):
                Accepted(context, target, session, RegistryError.UploadInvalid.Status);
                break;
            case "PATCH":
                await RequestBody.CopyAsync(context, session.Received, MaxBytes - session.Received.Length);
                Accepted(context, target, session, StatusCodes.Status202Accepted);
                break;
            case "PUT":
                await FinishAsync(context, target, session);
                break;
            default:
                await RegistryError.EndpointUnknown.AnswerAsync(context);
                break;
        }
    }

    private async Task FinishAsync(HttpContext context, RegistryTarget target, UploadSession session)
    {
        await RequestBody.CopyAsync(context, session.Received, MaxBytes - session.Received.Length);
        var received = session.Received.ToArray();
        if (!Digest.TryParse(context.Request.Query["digest"].ToString(), out var digest) || Digest.Of(received) != digest)
        {
            await RegistryError.DigestInvalid.AnswerAsync(context);
            return;
        }
        _sessions.TryRemove(target.Reference, out _);
        content.AddBlob(target.Repository, new Blob(digest, "application/octet-stream", received));
        Created(context, target.Repository, digest);
    }

    // "Content-Range: FROM-TO" without a unit is the specification's own form. Without one it is docker's stream.
    private static bool IsNext(HttpRequest request, UploadSession session)
    {
        var range = request.Headers.ContentRange.ToString();
        return range.Length == 0
            || (long.TryParse(range.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && from == session.Received.Length);
    }

    private static void Accepted(HttpContext context, RegistryTarget target, UploadSession session, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = $"/v2/{target.Repository}/blobs/uploads/{target.Reference}";
        context.Response.Headers["Docker-Upload-UUID"] = target.Reference;
        // Of nothing received docker's registry says 0-0, as if it were one byte.
        context.Response.Headers.Range = string.Create(CultureInfo.InvariantCulture, $"0-{Math.Max(0, session.Received.Length - 1)}");
    }

    private static void Created(HttpContext context, string repository, Digest digest)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{repository}/blobs/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
    }
}
