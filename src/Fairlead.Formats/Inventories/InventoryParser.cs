using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fairlead.Formats.Oci;

namespace Fairlead.Formats.Inventories;

/// <summary>
/// The elements of <see cref="InventoryFormat"/>, one after the other, each checked before it is kept: the checksum tells of accidents
/// only, and comes last.
/// </summary>
internal sealed class InventoryParser
{
    private GrowingArray<string> _names;
    private GrowingArray<string[]> _lists;
    private GrowingArray<string> _list;
    private GrowingArray<Digest> _digests;
    private GrowingArray<long> _sizes;
    private GrowingArray<int> _listOf;
    private DateTimeOffset _written;
    private int _lastItem;
    private int _listItems;
    private long _at;

    /// <summary>What comes next.</summary>
    public InventoryStep Step { get; private set; }

    /// <summary>Reads the next element from the start of the bytes: how many it has; 0 when it isn't whole there.</summary>
    /// <exception cref="InventoryFormatException">It is wrong.</exception>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        var length = Step switch
        {
            InventoryStep.Header => ReadHeader(bytes),
            InventoryStep.Name => ReadName(bytes),
            InventoryStep.List => ReadList(bytes),
            InventoryStep.ListItem => ReadListItem(bytes),
            _ => ReadBlob(bytes),
        };
        if (length == 0) return 0;
        _at += length;
        Step = Next();
        return length;
    }

    /// <summary>All has been read.</summary>
    /// <exception cref="InventoryFormatException">And its checksum was another.</exception>
    public void End(bool isRightHash)
    {
        if (!isRightHash) throw Wrong("its SHA-256 is another: it has been damaged; fetch it again, or have it written anew");
        _at += SHA256.HashSizeInBytes;
        Step = InventoryStep.Done;
    }

    public Inventory Result() => new(_written, _names.ToArray(), _lists.ToArray(), _digests.ToArray(), _sizes.ToArray(), _listOf.ToArray());

    public InventoryFormatException Wrong(string what, long offset = 0) => new($"byte {_at + offset}: {what}");

    private InventoryStep Next()
    {
        if (Step == InventoryStep.ListItem && _list.IsFull) _lists.Add(_list.ToArray());
        return Step switch
        {
            InventoryStep.List or InventoryStep.ListItem when !_list.IsFull => InventoryStep.ListItem,
            _ when !_names.IsFull => InventoryStep.Name,
            _ when !_lists.IsFull => InventoryStep.List,
            _ when !_digests.IsFull => InventoryStep.Blob,
            _ => InventoryStep.Hash,
        };
    }

    private int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        var magic = InventoryFormat.Magic;
        if (!bytes.StartsWith(magic[..Math.Min(magic.Length, bytes.Length)])) throw Wrong("not an inventory: it doesn't begin as one");
        if (bytes.Length < InventoryFormat.HeaderLength) return 0;
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[InventoryFormat.VersionOffset..]);
        if (version != InventoryFormat.Version)
        {
            throw Wrong(
                $"an inventory of version {version}, and this program reads version {InventoryFormat.Version}: "
                + (version > InventoryFormat.Version ? "use a newer program, or have it written by one of this version" : "have it written anew"),
                InventoryFormat.VersionOffset);
        }
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(bytes[InventoryFormat.WrittenOffset..]);
        if (seconds < 0 || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) throw Wrong("the time that it was written is none", InventoryFormat.WrittenOffset);
        _written = DateTimeOffset.FromUnixTimeSeconds(seconds);
        _names = new(Count(bytes, InventoryFormat.RepositoriesOffset, InventoryLimits.Repositories, "repositories"));
        _lists = new(Count(bytes, InventoryFormat.ListsOffset, InventoryLimits.Lists, "sets of repositories"));
        var blobs = Count(bytes, InventoryFormat.BlobsOffset, InventoryLimits.Blobs, "blobs");
        (_digests, _sizes, _listOf) = (new(blobs), new(blobs), new(blobs));
        return InventoryFormat.HeaderLength;
    }

    private int Count(ReadOnlySpan<byte> bytes, int offset, int most, string what)
    {
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
        return count <= most ? (int)count : throw Wrong($"{count} {what}, and no inventory has more than {most}", offset);
    }

    private int ReadName(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length <= bytes[0]) return 0;
        var name = Encoding.Latin1.GetString(bytes.Slice(1, bytes[0])); // any byte is one character: whether it may stand there is said next
        if (!RepositoryName.IsValid(name)) throw Wrong("not a repository's name");
        if (_names.Count > 0 && string.CompareOrdinal(_names.Last, name) >= 0) throw Wrong("the repositories' names are not in order");
        _names.Add(name);
        return 1 + bytes[0];
    }

    private int ReadList(ReadOnlySpan<byte> bytes)
    {
        if (!TryReadVarint(bytes, out var items, out var length)) return 0;
        if (items > (ulong)_names.Count) throw Wrong("a blob's set of repositories has more than there are");
        if (items > (ulong)(InventoryLimits.ListItems - _listItems)) throw Wrong($"the sets of repositories have more than {InventoryLimits.ListItems} names together");
        _list = new((int)items);
        if (items == 0) _lists.Add([]);
        return length;
    }

    private int ReadListItem(ReadOnlySpan<byte> bytes)
    {
        if (!TryReadVarint(bytes, out var distance, out var length)) return 0;
        var isFirst = _list.Count == 0;
        if (!isFirst && distance == 0) throw Wrong("a blob's set of repositories names one twice");
        var last = isFirst ? 0 : _lastItem;
        if (distance >= (ulong)(_names.Count - last)) throw Wrong("a blob's set of repositories names one that is not there");
        _lastItem = last + (int)distance;
        _listItems++;
        _list.Add(_names[_lastItem]);
        return length;
    }

    private int ReadBlob(ReadOnlySpan<byte> bytes)
    {
        const int digestLength = SHA256.HashSizeInBytes;
        if (bytes.Length < digestLength || !TryReadVarint(bytes[digestLength..], out var size, out var sizeLength)) return 0;
        if (!TryReadVarint(bytes[(digestLength + sizeLength)..], out var list, out var listLength)) return 0;
        var digest = Digest.FromBytes(bytes[..digestLength]);
        if (_digests.Count > 0 && _digests.Last.CompareTo(digest) >= 0) throw Wrong("the digests are not in order");
        if (size > InventoryLimits.Size) throw Wrong($"a blob of {size} bytes, and none has more than {InventoryLimits.Size}", digestLength);
        if (list >= (ulong)_lists.Count) throw Wrong("a blob's set of repositories is not there", digestLength + sizeLength);
        _digests.Add(digest);
        _sizes.Add((long)size);
        _listOf.Add((int)list);
        return digestLength + sizeLength + listLength;
    }

    /// <summary>False when it isn't whole yet. One way to write a number only: a last byte of nothing is refused.</summary>
    private bool TryReadVarint(ReadOnlySpan<byte> bytes, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < bytes.Length;)
        {
            var one = bytes[length];
            if (length == InventoryFormat.MaxVarint - 1 && one > 1) throw Wrong("a number is too large");
            value |= (ulong)(one & 0x7F) << (7 * length);
            length++;
            if (one >= 0x80) continue;
            if (one == 0 && length > 1) throw Wrong("a number is written longer than it is");
            return true;
        }
        return false;
    }
}
