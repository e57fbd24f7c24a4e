using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Probing;

/// <summary>Pulls one blob as a client would, in every way that clients have. To be used once.</summary>
internal sealed class BlobProber(ProbedBlob blob, Puller puller, ExplainClient? explain, ProbeOptions options, CancellationToken cancel)
{
    private readonly KeptPart[] _parts = blob.Size == 0 ? [] : [new KeptPart(ByteRange.MiddleOf(blob.Size)), new KeptPart(ByteRange.EndOf(blob.Size))];
    private Digest? _received; // of all bytes; null where not all came

    /// <summary>Makes all checks.</summary>
    public async Task<BlobProbe> ProbeAsync()
    {
        var head = await PullAsync(CheckName.Head, HttpMethod.Head, null, HttpStatusCode.OK, CheckHead).ConfigureAwait(false);
        var get = await PullAsync(CheckName.Get, HttpMethod.Get, null, HttpStatusCode.OK, ReadAllAsync).ConfigureAwait(false);
        List<Pull> pulls = [head, get];
        foreach (var (name, part) in new[] { CheckName.RangeMiddle, CheckName.RangeEnd }.Zip(_parts))
            pulls.Add(await PullAsync(name, HttpMethod.Get, part.Range, HttpStatusCode.PartialContent, (response, patience) => ReadPartAsync(part, response, patience)).ConfigureAwait(false));

        List<ProbeCheck> checks = [RedirectCheck(pulls), NoStoreCheck(pulls)];
        if (explain is not null) checks.Add(await ExplainedAsync(explain, get.Redirect?.Location).ConfigureAwait(false));
        if (options.Expect is { } host) checks.Add(HostCheck(host, pulls));
        checks.AddRange([head.Check, get.Check, DigestCheck(), .. pulls.Skip(2).Select(pull => pull.Check)]);
        if (_parts.Length == 0) checks.AddRange([Empty(CheckName.RangeMiddle), Empty(CheckName.RangeEnd)]);
        return new BlobProbe(blob, get.Host, get.Via, checks);
    }

    private Task<Pull> PullAsync(string name, HttpMethod method, ByteRange? range, HttpStatusCode wanted, Func<HttpResponseMessage, Patience, Task> look) =>
        puller.PullAsync(name, blob, method, range, wanted, look, cancel);

    private Task CheckHead(HttpResponseMessage response, Patience patience) => response.Content.Headers.ContentLength switch
    {
        null => throw new ProbeFailure("there is no Content-Length, by which clients know the size"),
        var size when size != blob.Size => throw new ProbeFailure(string.Create(CultureInfo.InvariantCulture, $"Content-Length is {size}, not {blob.Size}")),
        _ => Task.CompletedTask,
    };

    private async Task ReadAllAsync(HttpResponseMessage response, Patience patience)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await BodyReader.ReadAsync(response, blob.Size, (offset, piece) =>
        {
            hash.AppendData(piece.Span);
            foreach (var part in _parts) part.Take(offset, piece.Span);
        }, patience).ConfigureAwait(false);
        _received = Digest.FromBytes(hash.GetHashAndReset());
    }

    private async Task ReadPartAsync(KeptPart part, HttpResponseMessage response, Patience patience)
    {
        var (said, wanted) = (response.Content.Headers.ContentRange, part.Range.ToContentRange(blob.Size));
        if (said is null || !said.Equals(wanted)) throw new ProbeFailure($"Content-Range is {(said is null ? "not there" : $"'{said}'")}, it should be '{wanted}'");
        var bytes = new byte[part.Range.Length];
        await BodyReader.ReadAsync(response, bytes.Length, (offset, piece) => piece.CopyTo(bytes.AsMemory((int)offset)), patience).ConfigureAwait(false);
        // Where the whole was wrong there is nothing to compare with.
        if (_received == blob.Digest && !part.Bytes.SequenceEqual(bytes)) throw new ProbeFailure("the bytes are not those of the same part of the whole");
    }

    private ProbeCheck DigestCheck()
    {
        if (_received is null) return new ProbeCheck(CheckName.Digest, CheckStatus.Skipped, TimeSpan.Zero, "not all bytes came");
        return Judge(CheckName.Digest, _received == blob.Digest ? null : $"the bytes hash to {_received}");
    }

    private static ProbeCheck RedirectCheck(List<Pull> pulls) =>
        Judge(CheckName.Redirect, pulls.TrueForAll(pull => pull.Redirect is null) ? "the redirector gave no answer" : pulls.Select(pull => pull.Redirect?.Problem).FirstOrDefault(problem => problem is not null));

    private static ProbeCheck NoStoreCheck(List<Pull> pulls)
    {
        if (pulls.TrueForAll(pull => pull.Redirect is null)) return new ProbeCheck(CheckName.NoStore, CheckStatus.Skipped, TimeSpan.Zero, "the redirector gave no answer");
        return Judge(CheckName.NoStore, pulls.TrueForAll(pull => pull.Redirect?.IsNoStore ?? true)
            ? null : "the redirector's answer has no 'Cache-Control: no-store': a cache could send others to the same place");
    }

    private static ProbeCheck HostCheck(string expected, List<Pull> pulls)
    {
        var ends = pulls.Select(pull => pull.Host).OfType<string>().ToArray();
        if (ends.Length == 0) return Judge(CheckName.Host, $"nobody answers at the end, so not {expected}");
        return Judge(CheckName.Host, ends.FirstOrDefault(end => !ExpectedHost.IsSame(expected, end)) is { } other ? $"it leads to {other}, not {expected}" : null);
    }

    private Task<ProbeCheck> ExplainedAsync(ExplainClient client, Uri? location) => puller.MeasureAsync(CheckName.Explained, 0, async patience =>
    {
        if (location is null) return "there is no redirect to compare with";
        var said = await client.LocationOfAsync(blob, patience).ConfigureAwait(false);
        return said == location ? null : throw new ProbeFailure(
            $"it leads to {PrintableText.HostOf(location)}, but /explain says {PrintableText.HostOf(said)} for {options.Client.Address}: does its policy trust this machine's {options.Client.HeaderName} (clientAddress)?");
    }, cancel);

    private static ProbeCheck Judge(string name, string? problem) => new(name, problem is null ? CheckStatus.Passed : CheckStatus.Failed, TimeSpan.Zero, problem);

    private static ProbeCheck Empty(string name) => new(name, CheckStatus.Skipped, TimeSpan.Zero, "the blob is empty");
}
