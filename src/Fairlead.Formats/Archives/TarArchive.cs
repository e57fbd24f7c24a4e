using System.Globalization;
using System.Text;

namespace Fairlead.Formats.Archives;

/// <summary>
/// Reads a tar archive member by member: ustar and pax (POSIX.1-2017, <c>pax</c>, "ustar Interchange Format" and "pax Header Block"), and
/// GNU's long names. Nothing is written anywhere, and memory is bounded whatever the archive says. Not thread-safe.
/// </summary>
/// <param name="content">The archive, unpacked; read once, front to back.</param>
/// <param name="maxBytes">No more of it is read.</param>
public sealed class TarArchive(Stream content, long maxBytes)
{
    private const int BlockLength = 512;
    private const int MaxExtensionBytes = 64 << 10; // a path of 4 KiB, and what others put beside it

    private readonly byte[] _block = new byte[BlockLength];
    private long _taken;
    private long _unread; // of the current member, with what fills its last block

    /// <summary>The next member, or null at the archive's end. What was not read of the one before is passed over.</summary>
    /// <exception cref="InvalidDataException">It is no archive, it is cut off, or it is larger than allowed.</exception>
    public TarMember? Next()
    {
        string? longName = null;
        long? longSize = null;
        while (true)
        {
            Skip();
            ReadExactly(_block);
            if (!_block.AsSpan().ContainsAnyExcept((byte)0)) return null;
            if (!TarHeader.TryParse(_block, out var header)) throw new InvalidDataException("not a tar archive, or a damaged one");
            Expect(header.Size);
            switch (header.Type)
            {
                case 'x':
                    PaxRecords.Read(ReadExtension(header.Size), ref longName, ref longSize);
                    break;
                case 'L':
                    longName = Encoding.UTF8.GetString(ReadExtension(header.Size)).TrimEnd('\0');
                    break;
                case 'g' or 'K': // what holds for all members, and a link's long target: neither says anything of names here
                    break;
                default:
                    if (longSize is { } size) Expect(size);
                    return new TarMember(longName ?? header.Name, KindOf(header), longSize ?? header.Size);
            }
        }
    }

    /// <summary>The content of the member that came last, whole. To be called once.</summary>
    /// <param name="member">That member.</param>
    /// <param name="maxLength">More of it is refused.</param>
    /// <exception cref="InvalidDataException">It is longer, or cut off.</exception>
    public byte[] Read(TarMember member, int maxLength)
    {
        if (member.Size > maxLength) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"a member has {member.Size} bytes, more than {maxLength}"));
        var bytes = new byte[member.Size];
        ReadExactly(bytes);
        _unread -= bytes.Length;
        return bytes;
    }

    private static TarMemberKind KindOf(in TarHeader header) => header.Type switch
    {
        '0' or '\0' or '7' => header.Name.EndsWith('/') ? TarMemberKind.Directory : TarMemberKind.File,
        '5' => TarMemberKind.Directory,
        '1' or '2' => TarMemberKind.Link,
        _ => TarMemberKind.Other,
    };

    private void Expect(long size)
    {
        if (size > maxBytes - _taken) throw TooLarge();
        _unread = (size + BlockLength - 1) / BlockLength * BlockLength;
    }

    private byte[] ReadExtension(long size)
    {
        if (size > MaxExtensionBytes) throw new InvalidDataException("a member's name is too long");
        var bytes = new byte[size];
        ReadExactly(bytes);
        _unread -= size;
        return bytes;
    }

    private void Skip()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (_unread > 0)
        {
            var part = buffer[..(int)Math.Min(_unread, buffer.Length)];
            ReadExactly(part);
            _unread -= part.Length;
        }
    }

    private void ReadExactly(Span<byte> bytes)
    {
        if (bytes.Length > maxBytes - _taken) throw TooLarge();
        _taken += bytes.Length;
        if (content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new InvalidDataException("the archive is cut off");
    }

    private InvalidDataException TooLarge() => new(string.Create(CultureInfo.InvariantCulture, $"the archive has more than {maxBytes} bytes unpacked"));
}
