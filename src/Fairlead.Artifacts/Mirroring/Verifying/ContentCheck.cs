using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>
/// Reads objects and hashes them: streamed, several at a time, a piece of each in memory. What is wrong is read a second time before it is
/// said, so that a broken transfer is not taken for a broken object. To be used once.
/// </summary>
internal sealed class ContentCheck(Destination destination, int jobs, IVerifyObserver observer)
{
    private const int PieceBytes = 256 << 10;
    private const int MaxAttempts = 3;

    /// <summary>The store has had its own retries for each of them: who can't read so many can't read the next million.</summary>
    private const int MaxFailuresInARow = 20;

    private readonly ConcurrentBag<Finding> _findings = [];
    private readonly Lock _lock = new();
    private int _failuresInARow;
    private CopyTotals _done;

    /// <summary>What is wrong so far, in the order of digests.</summary>
    public IEnumerable<Finding> Findings => _findings.OrderBy(finding => finding.Digest);

    /// <summary>Objects that were read to their end, or failed, so far; their listed sizes.</summary>
    public CopyTotals Done
    {
        get
        {
            lock (_lock) return _done;
        }
    }

    /// <summary>Reads these objects.</summary>
    /// <param name="objects">Digests and listed sizes; no more than the size is read.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="StoreException">One after the other can't be read.</exception>
    public async Task RunAsync(IReadOnlyCollection<KeyValuePair<Digest, long>> objects, CancellationToken cancel)
    {
        observer.ToRead(CopyTotals.Of(objects.Select(one => one.Value)));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancel };
        await Parallel.ForEachAsync(objects, parallel, async (one, token) =>
        {
            var finding = await CheckAsync(one.Key, one.Value, token).ConfigureAwait(false);
            lock (_lock) _done = _done.With(one.Value);
            observer.Checked();
            if (finding is not null) _findings.Add(finding);
            if (finding?.Kind != FindingKind.Unreadable) Volatile.Write(ref _failuresInARow, 0);
            else if (Interlocked.Increment(ref _failuresInARow) >= MaxFailuresInARow)
                throw new StoreException(Text($"{destination.Store.Name}: given up after {MaxFailuresInARow} objects in a row that can't be read, the last with: {finding.Message}"), isTransient: false);
        }).ConfigureAwait(false);
    }

    private async Task<Finding?> CheckAsync(Digest digest, long size, CancellationToken cancel)
    {
        Finding? finding = null;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var before = finding;
            finding = await ReadAsync(digest, size, cancel).ConfigureAwait(false);
            if (finding is null || finding.Kind == FindingKind.Missing || finding == before) break;
        }
        return finding;
    }

    private async Task<Finding?> ReadAsync(Digest digest, long size, CancellationToken cancel)
    {
        try
        {
            if (await destination.Store.OpenAsync(destination.Keys.KeyOf(digest), cancel).ConfigureAwait(false) is not { } content)
                return new Finding(FindingKind.Missing, digest, "listed, and gone when it was read");
            await using (content.ConfigureAwait(false)) return await HashAsync(content, digest, size, cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            return new Finding(FindingKind.Unreadable, digest, failure.Message);
        }
    }

    private async Task<Finding?> HashAsync(Stream content, Digest digest, long size, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            long bytes = 0;
            int read;
            while (bytes <= size && (read = await content.ReadAsync(piece, cancel).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(piece, 0, read);
                bytes += read;
                observer.Read(read);
            }
            if (bytes > size) return new Finding(FindingKind.WrongContent, digest, Text($"more than the {size} bytes that are listed"));
            var found = Digest.FromBytes(hash.GetHashAndReset());
            return found == digest ? null : new Finding(FindingKind.WrongContent, digest, Text($"{bytes} bytes that hash to {found}"));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
