namespace Fairlead.Artifacts.Stores;

/// <summary>
/// An object as it is read. When the connection is cut, the rest is asked for from where it was, of this very object (If-Match), so that two
/// versions are never mixed. Not thread-safe, as no stream is.
/// </summary>
internal sealed class S3Download : Stream
{
    private const int MaxResumes = 5; // in a row, without as much as this between them
    private const int Progress = 64 << 10;
    private static readonly TimeSpan s_stallWait = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Cloud Storage unpacks objects that were put packed, unless it is told this ("Transcoding of gzip-compressed files"): what is wanted are the bytes
    /// of the object. Not signed, as what lies on the way may change it.
    /// </summary>
    public static readonly (string Name, string Value) AsStored = ("Accept-Encoding", "gzip");

    private readonly S3Client _client;
    private readonly string _key;
    private readonly string? _etag;
    private readonly long? _length;
    private readonly ITimer _stall;
    private volatile bool _isStalled;
    private HttpResponseMessage _response;
    private Stream _body;
    private long _position;
    private long _resumedAt;
    private int _resumes;

    private S3Download(S3Client client, string key, HttpResponseMessage response, Stream body)
    {
        (_client, _key, _response, _body) = (client, key, response, body);
        _etag = S3Answer.Header(response, "ETag");
        _length = response.Content.Headers.ContentLength;
        _stall = client.Time.CreateTimer(static download => ((S3Download)download!).CutStalled(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Begins to read an object; null when there is none.</summary>
    public static async Task<Stream?> OpenAsync(S3Client client, string key, CancellationToken cancel)
    {
        var response = await client.OpenAsync(Call(client, key) with { MayBeMissing = true }, cancel).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return new S3Download(client, key, response, await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false));
        response.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Exception failure;
            try
            {
                var reading = _body.ReadAsync(buffer, cancellationToken);
                if (!reading.IsCompleted) _stall.Change(s_stallWait, Timeout.InfiniteTimeSpan);
                var read = await reading.ConfigureAwait(false);
                _stall.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _position += read;
                if (_position - _resumedAt >= Progress) _resumes = 0;
                if (read > 0 || buffer.Length == 0 || _position >= _length.GetValueOrDefault()) return read;
                failure = new EndOfStreamException("the connection ended before the object did"); // an answer without a length of its own
            }
            catch (Exception e) when ((_isStalled && !cancellationToken.IsCancellationRequested) || S3Client.IsNoAnswer(e, cancellationToken))
            {
                failure = _isStalled ? new TimeoutException("no byte came", e) : e;
            }
            if (_etag is null || ++_resumes > MaxResumes) throw S3Failure.NoAnswer($"reading {_key}", _client.Name, _client.Endpoint.Object(_key), failure);
            await ResumeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stall.Dispose();
            _response.Dispose();
        }
        base.Dispose(disposing);
    }

    private static S3Call Call(S3Client client, string key) => new(HttpMethod.Get, client.Endpoint.Object(key), $"reading {key}", "s3:GetObject")
    {
        Headers = client.Dialect == StoreDialect.Google ? [AsStored] : [],
    };

    // Ends the read that is waiting: nothing is written to its buffer after it has failed.
    private void CutStalled()
    {
        _isStalled = true;
        _response.Dispose();
    }

    private async Task ResumeAsync(CancellationToken cancel)
    {
        _stall.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _response.Dispose();
        _isStalled = false;
        _resumedAt = _position;
        await _client.PauseAsync(_resumes, cancel).ConfigureAwait(false);
        var call = Call(_client, _key);
        call = call with { Headers = [.. call.Headers, ("Range", $"bytes={_position}-"), ("If-Match", _etag!)], MayAnswer = [412] };
        _response = await _client.OpenAsync(call, cancel).ConfigureAwait(false);
        var range = _response.Content.Headers.ContentRange;
        if (_response.StatusCode != System.Net.HttpStatusCode.PartialContent || range?.From != _position || (range.Length is { } whole && _length is { } length && whole != length))
            throw new StoreException($"{_client.Name}: {_key} was cut after {_position} bytes, and is another object now", isTransient: true);
        _body = await _response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
    }
}
