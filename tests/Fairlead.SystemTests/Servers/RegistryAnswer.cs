using Microsoft.AspNetCore.Http;

namespace Fairlead.SystemTests.Servers;

/// <summary>What a registry answered, on its way through a <see cref="RegistryProxy"/>; head set, nothing sent.</summary>
internal sealed record RegistryAnswer(HttpContext Context, byte[] Body)
{
    /// <summary>Whether these are bytes of a blob.</summary>
    public bool IsBlob =>
        Context.Request.Method == "GET" && Context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal) && Context.Response.StatusCode is 200 or 206;

    /// <summary>Whether something was put: the end of a blob, or a manifest.</summary>
    public bool IsPut => Context.Request.Method == "PUT";

    /// <summary>Whether that was a manifest under a tag.</summary>
    public bool IsTagPut => IsPut && Context.Request.Path.Value is { } path && path.Contains("/manifests/", StringComparison.Ordinal) && !path.Contains("/manifests/sha256:", StringComparison.Ordinal);

    /// <summary>Whether that was a manifest by its digest.</summary>
    public bool IsManifestPut => IsPut && Context.Request.Path.Value!.Contains("/manifests/sha256:", StringComparison.Ordinal);

    /// <summary>Whether that was a blob.</summary>
    public bool IsBlobPut => IsPut && Context.Request.Path.Value!.Contains("/blobs/uploads/", StringComparison.Ordinal);

    /// <summary>Answers with an error instead.</summary>
    public async Task<bool> RefuseAsync(int status)
    {
        Context.Response.Clear();
        Context.Response.StatusCode = status;
        Context.Response.Headers.RetryAfter = "0";
        await Context.Response.CompleteAsync();
        return true;
    }

    /// <summary>Sends half, and then closes the connection.</summary>
    public async Task<bool> CutAsync()
    {
        await SendHalfAsync();
        Context.Abort();
        return true;
    }

    /// <summary>Sends half, and then nothing until the client has gone.</summary>
    public async Task<bool> HangAsync()
    {
        await SendHalfAsync();
        return await SayNothingAsync();
    }

    /// <summary>Sends nothing until the client has gone, who never learns what became of it.</summary>
    public async Task<bool> SayNothingAsync()
    {
        var gone = new TaskCompletionSource();
        await using (Context.RequestAborted.Register(gone.SetResult)) await gone.Task;
        return true;
    }

    /// <summary>Sends all of it, with one bit of it wrong.</summary>
    public async Task<bool> SpoilAsync()
    {
        Body[Body.Length / 2] ^= 1;
        await Context.Response.Body.WriteAsync(Body);
        return true;
    }

    private async Task SendHalfAsync()
    {
        await Context.Response.Body.WriteAsync(Body.AsMemory(0, Body.Length / 2));
        await Context.Response.Body.FlushAsync();
    }
}
