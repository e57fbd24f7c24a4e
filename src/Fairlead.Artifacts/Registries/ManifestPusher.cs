using System.Net;
using System.Net.Http.Headers;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Puts manifests (OCI distribution specification 1.1, "Pushing Manifests" and "Pushing Manifests with Subject"). Thread-safe.
/// </summary>
internal sealed class ManifestPusher(RegistryExchange exchange, ManifestReader manifests)
{
    private static readonly HttpStatusCode[] s_good = [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Accepted];

    /// <summary>How often a manifest is put at the most that the registry lacks a part of, as it says; after some three seconds it will be right.</summary>
    private const int MaxUnseen = 4;

    /// <inheritdoc cref="RegistryClient.PutManifestAsync"/>
    public async Task PutAsync(string repository, string reference, FetchedManifest manifest, CancellationToken cancel)
    {
        var knowsReferrers = await PutItAsync(repository, reference, manifest, cancel).ConfigureAwait(false);
        if (!knowsReferrers && Read(manifest) is { Subject: { } subject } read) await ListAsync(repository, subject.Digest, manifest, read, cancel).ConfigureAwait(false);
    }

    private async Task<bool> PutItAsync(string repository, string reference, FetchedManifest manifest, CancellationToken cancel)
    {
        var url = exchange.Url(RegistryPaths.Manifest(exchange.Host, repository, reference));
        if (Digest.TryParse(reference, out var digest) && digest != manifest.Digest)
            throw new RegistryException($"{exchange.Host}: the manifest {manifest.Digest} can't be put as {digest}");
        if (!MediaTypeHeaderValue.TryParse(manifest.MediaType, out var mediaType))
            throw new RegistryException($"{exchange.Host}: the manifest {manifest.Digest} is of no media type that can be sent");
        var request = new RegistryRequest(HttpMethod.Put, url, TokenScope.Push(repository))
        {
            Content = () => new ReadOnlyMemoryContent(manifest.Content) { Headers = { ContentType = mediaType } },
        };
        for (var failures = 0; ;)
        {
            try
            {
                return await exchange.AskAsync(request, s_good, Check, cancel).ConfigureAwait(false);
            }
            catch (RegistryException e) when (e.IsOfNamed && ++failures < MaxUnseen)
            {
                // It may have it and not see it: some take a moment, and docker's, while somebody else sends it the same blob, writes anew what tells of it.
                await exchange.Retries.WaitAsync(failures, null, cancel).ConfigureAwait(false);
            }
        }

        // "OCI-Subject" says that the registry lists by itself what refers to what.
        Task<bool> Check(RegistryRequest request, HttpResponseMessage response, Deadline deadline) =>
            ManifestReader.SaidDigest(response) is { } said && said != manifest.Digest
                ? throw new RegistryException($"{exchange.Host}: {request}: it took {said} for what is {manifest.Digest}; what it holds now is not what was sent")
                : Task.FromResult(response.Headers.Contains("OCI-Subject"));
    }

    private async Task ListAsync(string repository, Digest subject, FetchedManifest manifest, Manifest read, CancellationToken cancel)
    {
        var tag = ReferrerIndex.TagOf(subject);
        // It is read, and written with one entry more: two at the same time would lose one of theirs. Other programs are not held back by it.
        using var turn = await exchange.Gate.ListReferrerAsync(cancel).ConfigureAwait(false);
        var list = await manifests.FindAsync(repository, tag, cancel).ConfigureAwait(false);
        try
        {
            if (list is not null && list.MediaType != OciMediaType.Index) throw new FormatException($"it is no index, but {Wire.PlainText.Of(list.MediaType)}");
            if (ReferrerIndex.With(list is null ? default : list.Content.Span, manifest, read) is not { } longer) return;
            await PutItAsync(repository, tag, new FetchedManifest(Digest.Of(longer), OciMediaType.Index, longer), cancel).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new RegistryException(
                $"{exchange.Host}: {repository}: {manifest.Digest} was put, but can't be added to the list of what refers to {subject}, the tag {tag}: {e.Message}; remove that tag or correct it", inner: e);
        }
    }

    // Nobody's list is touched for what can't be read; whether it can be is the registry's concern.
    private static Manifest? Read(FetchedManifest manifest)
    {
        try
        {
            return Manifest.Parse(manifest.Content.Span, manifest.MediaType);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
