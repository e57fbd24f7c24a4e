using System.Security.Cryptography;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Streams;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>Keeps the record of one run: written when it begins, and again, in its place, when it is known what came of it. Each time whole or not at all.</summary>
public sealed class RecordKeeper(RecordPlace place, TimeProvider time)
{
    /// <summary>How often a store is asked to take it: what it records has been done by then.</summary>
    private const int Attempts = 4;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private bool _isKept;

    /// <summary>Where the record of a run is, or will be.</summary>
    public string PlaceOf(RunRecord record) => place.Path switch
    {
        null => $"{place.Name.Split('?')[0].TrimEnd('/')}/{KeyOf(record)}",
        var folder when place.IsFolder => Path.Combine(folder, KeyOf(record)),
        var file => file,
    };

    /// <summary>Writes it. The first time nothing may be in its place.</summary>
    /// <exception cref="IOException">It can't be kept: with the place and the reason.</exception>
    /// <exception cref="OperationCanceledException">It was ended; what was kept before still is.</exception>
    public async Task KeepAsync(RunRecord record, CancellationToken cancel)
    {
        try
        {
            if (place.Store is { } store) await PutAsync(store, record, cancel).ConfigureAwait(false);
            else await WriteAsync(PlaceOf(record), record, cancel).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
        _isKept = true;
    }

    private static string KeyOf(RunRecord record) => record.Id + ".json";

    private async Task WriteAsync(string path, RunRecord record, CancellationToken cancel)
    {
        if (place.IsFolder) Directory.CreateDirectory(place.Path!);
        await WholeFile.WriteAsync(path, replace: _isKept, stream =>
        {
            RecordJson.Write(stream, record);
            return Task.CompletedTask;
        }, cancel).ConfigureAwait(false);
    }

    private async Task PutAsync(StoreUrl url, RunRecord record, CancellationToken cancel)
    {
        // Through a file: stores are told size and digest before the first byte, and a record may be of a million edges.
        var path = Path.GetTempFileName();
        try
        {
            var content = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            await using var closing = content.ConfigureAwait(false);
            RecordJson.Write(content, record);
            content.Position = 0;
            var digest = Digest.FromBytes(await SHA256.HashDataAsync(content, cancel).ConfigureAwait(false));
            var options = new PutOptions(content.Length, digest, "application/json", CacheControl: null);
            var store = url.Open(time);
            await using var leaving = store.ConfigureAwait(false);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    content.Position = 0;
                    await store.PutAsync(KeyOf(record), content, options, cancel).ConfigureAwait(false);
                    return;
                }
                catch (StoreException failure) when (failure.IsTransient && attempt < Attempts)
                {
                    await Task.Delay(s_pause * attempt, time, cancel).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
