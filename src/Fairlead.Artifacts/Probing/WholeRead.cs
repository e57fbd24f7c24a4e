using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Probing;

/// <summary>Reads every byte of a blob and hashes it; what breaks off is taken up where it ended, as clients do. To be used once.</summary>
internal sealed class WholeRead(ProbedBlob blob, PullRoute route, IReadOnlyList<KeptPart> parts, ProbeTally tally)
{
    /// <summary>containerd gives up after as many that bring nothing new; a probe isn't to call that a working mirror.</summary>
    private const int MostCuts = 3;

    private long _offset;

    /// <summary>How often the connection was cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>What the bytes hash to.</summary>
    /// <exception cref="ProbeFailure">They don't come, or are too many.</exception>
    /// <exception cref="IOException">They break off again and again.</exception>
    public async Task<Digest> ReadAsync(HttpResponseMessage response, Patience patience)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        EndAnswer? rest = null;
        try
        {
            while (!await TryReadAsync(rest?.Response ?? response, hash, patience).ConfigureAwait(false))
            {
                rest?.Dispose();
                rest = null;
                rest = await RestAsync(patience).ConfigureAwait(false);
            }
        }
        finally
        {
            rest?.Dispose();
        }
        return Digest.FromBytes(hash.GetHashAndReset());
    }

    private async Task<bool> TryReadAsync(HttpResponseMessage response, IncrementalHash hash, Patience patience)
    {
        var from = _offset;
        try
        {
            await BodyReader.ReadAsync(response, blob.Size - from, (offset, piece) =>
            {
                tally.Came(piece.Length);
                hash.AppendData(piece.Span);
                foreach (var part in parts) part.Take(from + offset, piece.Span);
                _offset = from + offset + piece.Length;
            }, patience).ConfigureAwait(false);
            return true;
        }
        catch (IOException) when (_offset > from && _offset < blob.Size && Cuts < MostCuts)
        {
            Cuts++;
            return false;
        }
    }

    private async Task<EndAnswer> RestAsync(Patience patience)
    {
        var range = ByteRange.From(_offset, blob.Size);
        var end = await route.AskAgainAsync(blob.Question(HttpMethod.Get) with { Range = range }, patience).ConfigureAwait(false);
        try
        {
            Puller.Expect(HttpStatusCode.PartialContent, end);
            range.Expect(end.Response, blob.Size);
            return end;
        }
        catch (ProbeFailure failure)
        {
            end.Dispose();
            throw new ProbeFailure(string.Create(CultureInfo.InvariantCulture, $"cut after {_offset} of {blob.Size} bytes, and then: {failure.Message}"));
        }
    }
}
