using System.Globalization;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Probing;

/// <summary>
/// Pulls one blob as a client would, in every way that clients have; or, of a large one, its first bytes, and after that, as after a cut, its
/// last. To be used once.
/// </summary>
internal sealed class BlobProber(ProbedBlob blob, ProbeSession session, CancellationToken cancel)
{
    private readonly bool _isWhole = !session.Options.EndsOnly || blob.Size <= 2 * ByteRange.KeptLength;
    private readonly (string Name, KeptPart Part)[] _parts = blob.Size == 0 ? [] : session.Options.EndsOnly
        ? [(CheckName.RangeEnd, new KeptPart(ByteRange.EndOf(blob.Size, ByteRange.KeptLength)))]
        : [(CheckName.RangeMiddle, new KeptPart(ByteRange.MiddleOf(blob.Size))), (CheckName.RangeEnd, new KeptPart(ByteRange.EndOf(blob.Size)))];
    private Digest? _received; // of all bytes; null where not all came

    /// <summary>Makes all checks.</summary>
    public async Task<BlobProbe> ProbeAsync()
    {
        var pulls = new List<Pull>();
        if (!session.Options.EndsOnly) pulls.Add(await PullAsync(CheckName.Head, blob.Question(HttpMethod.Head), 0, CheckHead).ConfigureAwait(false));
        var get = await GetAsync().ConfigureAwait(false);
        pulls.Add(get);
        List<ProbeCheck> checks = [.. pulls.Select(pull => pull.Check), DigestCheck()];
        foreach (var (name, part) in _parts)
        {
            var pull = await PullAsync(
                name, blob.Question(HttpMethod.Get) with { Range = part.Range }, part.Range.Length, (response, patience) => ReadPartAsync(part, response, patience)).ConfigureAwait(false);
            pulls.Add(pull);
            checks.Add(pull.Check);
        }
        if (blob.Size == 0) checks.AddRange(EmptyChecks());
        var (route, redirects) = await session.Judge.JudgeAsync(blob.Path, get, pulls, cancel).ConfigureAwait(false);
        return new BlobProbe(blob, route, [.. redirects, .. checks]);
    }

    private Task<Pull> PullAsync(string name, PullQuestion question, long bytes, Func<HttpResponseMessage, Patience, Task> look) =>
        session.Puller.PullAsync(name, question, bytes, look, cancel);

    private async Task<Pull> GetAsync()
    {
        var question = blob.Question(HttpMethod.Get);
        if (!_isWhole) return await PullAsync(CheckName.Get, question, ByteRange.KeptLength, ReadFirstAsync).ConfigureAwait(false);
        var read = new WholeRead(blob, session.Puller.Route, [.. _parts.Select(one => one.Part)], session.Tally);
        var get = await PullAsync(CheckName.Get, question, blob.Size, async (response, patience) =>
            _received = await read.ReadAsync(response, patience).ConfigureAwait(false)).ConfigureAwait(false);
        if (read.Cuts == 0 || get.Check.Status != CheckStatus.Passed) return get;
        return get with { Check = get.Check with { Detail = string.Create(CultureInfo.InvariantCulture, $"the connection was cut {read.Cuts} time(s), and the rest came by Range") } };
    }

    private Task CheckHead(HttpResponseMessage response, Patience patience) => response.Content.Headers.ContentLength switch
    {
        null => throw new ProbeFailure("there is no Content-Length, by which clients know the size"),
        var size when size != blob.Size => throw new ProbeFailure(string.Create(CultureInfo.InvariantCulture, $"Content-Length is {size}, not {blob.Size}")),
        _ => Task.CompletedTask,
    };

    private async Task ReadFirstAsync(HttpResponseMessage response, Patience patience)
    {
        await BodyReader.ReadFirstAsync(response, blob.Size, ByteRange.KeptLength, patience).ConfigureAwait(false);
        session.Tally.Came(ByteRange.KeptLength);
    }

    private async Task ReadPartAsync(KeptPart part, HttpResponseMessage response, Patience patience)
    {
        part.Range.Expect(response, blob.Size);
        var bytes = new byte[part.Range.Length];
        await BodyReader.ReadAsync(response, bytes.Length, (offset, piece) => piece.CopyTo(bytes.AsMemory((int)offset)), patience).ConfigureAwait(false);
        session.Tally.Came(bytes.Length);
        // Where the whole was wrong, or not asked for, there is nothing to compare with.
        if (_received == blob.Digest && !part.Bytes.SequenceEqual(bytes)) throw new ProbeFailure("the bytes are not those of the same part of the whole");
    }

    private ProbeCheck DigestCheck()
    {
        if (_received is null) return ProbeCheck.Skipped(CheckName.Digest, _isWhole ? "not all bytes came" : "only its first and last bytes were asked for");
        return ProbeCheck.Judged(CheckName.Digest, _received == blob.Digest ? null : $"the bytes hash to {_received}");
    }

    private IEnumerable<ProbeCheck> EmptyChecks()
    {
        if (!session.Options.EndsOnly) yield return ProbeCheck.Skipped(CheckName.RangeMiddle, "the blob is empty");
        yield return ProbeCheck.Skipped(CheckName.RangeEnd, "the blob is empty");
    }
}
