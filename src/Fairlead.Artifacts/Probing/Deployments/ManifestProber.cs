using System.Globalization;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>Pulls one manifest as clients do: by HEAD, then by GET. To be used once.</summary>
/// <param name="repository">Where; valid.</param>
/// <param name="wanted">What an index says of it; null where the user named it.</param>
/// <param name="reference">A tag, or a digest.</param>
/// <param name="digest">The digest that it has to have; null where a tag names it.</param>
/// <param name="session">How requests are made.</param>
/// <param name="cancel">Ends it.</param>
internal sealed class ManifestProber(string repository, Descriptor? wanted, string reference, Digest? digest, ProbeSession session, CancellationToken cancel)
{
    private long _promised; // by the HEAD: the size
    private string? _promisedDigest; // and the digest, if it says one
    private string? _said; // the registry's own word for the digest, of the GET
    private int _length;
    private Digest? _came;
    private bool _holds;
    private Manifest? _manifest;

    /// <summary>Makes all checks.</summary>
    public async Task<ProbedManifest> ProbeAsync()
    {
        var question = new PullQuestion(repository, $"/v2/{repository}/manifests/{reference}", HttpMethod.Get) { Accept = ManifestAccept.All };
        var head = await session.Puller.PullAsync(CheckName.Head, question with { Method = HttpMethod.Head }, 0, CheckHead, cancel).ConfigureAwait(false);
        var get = await session.Puller.PullAsync(CheckName.Manifest, question, Manifest.MaxBytes, ReadAsync, cancel).ConfigureAwait(false);
        var (route, redirects) = await session.Judge.JudgeAsync(question.Path, get, [head, get], cancel).ConfigureAwait(false);
        var title = $"manifest {(wanted?.Platform is { } platform ? $"{platform} " : "")}{reference}";
        var probe = new PathProbe(question.Path, title, route, [.. redirects, HeadCheck(head.Check), get.Check, DigestCheck()]) { Content = _came?.ToString() };
        return new ProbedManifest(probe, _holds ? _manifest : null);
    }

    private Task CheckHead(HttpResponseMessage response, Patience patience)
    {
        if (response.Content.Headers.ContentLength is not { } length) throw new ProbeFailure("there is no Content-Length, by which clients know the size");
        if (length > Manifest.MaxBytes) throw new ProbeFailure(TooLong(length));
        (_promised, _promisedDigest) = (length, SaidDigest(response));
        return Task.CompletedTask;
    }

    private async Task ReadAsync(HttpResponseMessage response, Patience patience)
    {
        if (response.Content.Headers.ContentLength is { } length && length > Manifest.MaxBytes) throw new ProbeFailure(TooLong(length));
        await response.Content.LoadIntoBufferAsync(Manifest.MaxBytes, patience.Token).ConfigureAwait(false);
        var bytes = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
        session.Tally.Came(bytes.Length);
        _length = bytes.Length;
        var type = response.Content.Headers.ContentType?.MediaType;
        _said = SaidDigest(response);
        _came = ManifestProof.Of(type ?? "", bytes);
        _holds = digest is not { } name || ManifestProof.Holds(name, type ?? "", bytes);
        if (wanted is not null && wanted.Size != bytes.Length)
            throw new ProbeFailure(string.Create(CultureInfo.InvariantCulture, $"it has {bytes.Length} bytes, and its index says {wanted.Size}"));
        try
        {
            _manifest = Manifest.Parse(bytes, type);
        }
        catch (FormatException problem)
        {
            throw new ProbeFailure($"it can't be read: {problem.Message}");
        }
    }

    // containerd takes size and digest from the HEAD, and no GET that gives something else.
    private ProbeCheck HeadCheck(ProbeCheck head)
    {
        if (head.Status != CheckStatus.Passed || _came is null) return head;
        var problem = _promised != _length ? string.Create(CultureInfo.InvariantCulture, $"Content-Length is {_promised}, and GET gives {_length} bytes")
            : _promisedDigest is { } promised && promised != (digest ?? _came).ToString() ? $"Docker-Content-Digest is {promised}, and GET gives {digest ?? _came}"
            : null;
        return problem is null ? head : head with { Status = CheckStatus.Failed, Detail = problem };
    }

    private ProbeCheck DigestCheck()
    {
        if (_came is null) return ProbeCheck.Skipped(CheckName.Digest, "it did not come");
        if (!_holds) return ProbeCheck.Judged(CheckName.Digest, $"the bytes hash to {_came}");
        if (digest is null && _said is null) return ProbeCheck.Skipped(CheckName.Digest, "it is asked for by its tag, and no Docker-Content-Digest says what that stands for");
        return ProbeCheck.Judged(CheckName.Digest, _said is null || _said == (digest ?? _came).ToString() ? null : $"Docker-Content-Digest is {_said}, and the bytes hash to {_came}");
    }

    private static string? SaidDigest(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var said) ? PrintableText.Of(string.Join(", ", said)) : null;

    private static string TooLong(long length) => string.Create(CultureInfo.InvariantCulture, $"a manifest of {length} bytes, and clients take {Manifest.MaxBytes} at the most");
}
