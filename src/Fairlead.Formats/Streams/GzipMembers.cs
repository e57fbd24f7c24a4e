using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using ICSharpCode.SharpZipLib.Checksum;

namespace Fairlead.Formats.Streams;

/// <summary>
/// The content of a gzip file (RFC 1952): of all its members, one after the other. <see cref="GZipStream"/> takes a file that is cut short
/// for a whole one, and passes over what follows the last member: here each member must have its trailer, and the file ends with one.
/// </summary>
internal sealed class GzipMembers : ForwardStream
{
    public const int MagicBytes = 3;

    private const int TrailerBytes = 8;

    /// <summary>Files of many members (bgzip's) have one for 64 KB. Each costs some microseconds, however little is in it.</summary>
    private const int MostMembers = 1_000_000;

    private readonly PackedInput _input;
    private readonly Crc32 _checksum = new();
    private readonly byte[] _plain = new byte[32 << 10];
    private int _next;
    private int _end;
    private uint _length; // of the member's content so far, modulo 2^32
    private int _members;
    private DeflateInput _deflated;
    private DeflateStream? _member;

    /// <summary>At the beginning of the first member, which <see cref="IsMagic"/> has seen.</summary>
    public GzipMembers(PackedInput input)
    {
        _input = input;
        _deflated = new DeflateInput(input);
        Begin();
    }

    private static ReadOnlySpan<byte> NoContent => [0x03, 0x00];

    /// <summary>Whether what begins so is gzip: its two magic bytes, and the one method of compression that there is.</summary>
    public static bool IsMagic(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08]);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (_next == _end)
        {
            if (_member is null) return 0;
            Inflate(_member);
            if (_end == 0) End();
        }
        var count = Math.Min(buffer.Length, _end - _next);
        _plain.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _member?.Dispose();
        base.Dispose(disposing);
    }

    private void Begin()
    {
        if (++_members > MostMembers) throw Wrong($"more than {MostMembers} gzip members");
        GzipHeader.Take(_input);
        _checksum.Reset();
        _length = 0;
        _deflated = new DeflateInput(_input);
        _member = new DeflateStream(_deflated, CompressionMode.Decompress);
    }

    private void Inflate(DeflateStream member)
    {
        try
        {
            (_next, _end) = (0, member.Read(_plain, 0, _plain.Length));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{Near()}: damaged gzip: {e.Message}", e);
        }
        _checksum.Update(new ArraySegment<byte>(_plain, 0, _end));
        _length += (uint)_end;
    }

    /// <summary>Takes the trailer. Where it begins nobody says, but it can be known by what it must be and by what must follow.</summary>
    private void End()
    {
        if (_deflated.IsAtEnd) throw Wrong("the gzip data is cut short");
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, (uint)_checksum.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);

        var window = _input.Peek(_deflated.LastPiece + TrailerBytes + MagicBytes);
        // Of a member without content the trailer is all zeros, and what is before it ends in one: but that is always the same two bytes.
        var (from, to) = _length == 0 && window.StartsWith(NoContent) ? (NoContent.Length, NoContent.Length) : (1, _deflated.LastPiece);
        var isThere = false;
        for (var at = from; at <= to && at + TrailerBytes <= window.Length; at++)
        {
            if (!window[at..].StartsWith(trailer)) continue;
            isThere = true;
            var rest = window[(at + TrailerBytes)..];
            if (!rest.IsEmpty && !IsMagic(rest)) continue;
            _input.Take(at + TrailerBytes);
            _member!.Dispose();
            _member = null;
            if (!rest.IsEmpty) Begin();
            return;
        }
        throw Wrong(isThere ? "something follows the end of the gzip data" : "the gzip data is cut short or damaged: its checksum does not follow");
    }

    private InvalidDataException Wrong(string what) => new($"{Near()}: {what}");

    private string Near() => string.Create(CultureInfo.InvariantCulture, $"near byte {_input.Taken}");
}
