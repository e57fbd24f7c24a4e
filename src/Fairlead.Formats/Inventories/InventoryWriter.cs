using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fairlead.Formats.Oci;

namespace Fairlead.Formats.Inventories;

/// <summary>Writes <see cref="InventoryFormat"/>.</summary>
internal sealed class InventoryWriter(Stream to) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _piece = new byte[64 << 10];
    private int _filled;

    public void Write(Inventory inventory)
    {
        WriteHeader(inventory);
        var rankOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in inventory.Repositories)
        {
            rankOf.Add(name, rankOf.Count);
            Reserve(1 + RepositoryName.MaxLength);
            _piece[_filled++] = (byte)name.Length;
            _filled += Encoding.ASCII.GetBytes(name, _piece.AsSpan(_filled));
        }
        foreach (var list in inventory.Lists)
        {
            WriteVarint((ulong)list.Length);
            var last = 0;
            foreach (var name in list)
            {
                WriteVarint((ulong)(rankOf[name] - last));
                last = rankOf[name];
            }
        }
        for (var i = 0; i < inventory.Count; i++)
        {
            var entry = inventory[i];
            Reserve(SHA256.HashSizeInBytes);
            entry.Digest.WriteBytes(_piece.AsSpan(_filled));
            _filled += SHA256.HashSizeInBytes;
            WriteVarint((ulong)entry.Size);
            WriteVarint((ulong)inventory.ListOf(i));
        }
        Flush();
        to.Write(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void WriteHeader(Inventory inventory)
    {
        var header = _piece.AsSpan(0, InventoryFormat.HeaderLength);
        InventoryFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[InventoryFormat.VersionOffset..], InventoryFormat.Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[InventoryFormat.WrittenOffset..], inventory.Written.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32LittleEndian(header[InventoryFormat.RepositoriesOffset..], (uint)inventory.Repositories.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(header[InventoryFormat.ListsOffset..], (uint)inventory.Lists.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[InventoryFormat.BlobsOffset..], (uint)inventory.Count);
        _filled = header.Length;
    }

    private void WriteVarint(ulong value)
    {
        Reserve(InventoryFormat.MaxVarint);
        for (; value >= 0x80; value >>= 7) _piece[_filled++] = (byte)(value | 0x80);
        _piece[_filled++] = (byte)value;
    }

    private void Reserve(int bytes)
    {
        if (_piece.Length - _filled < bytes) Flush();
    }

    private void Flush()
    {
        var filled = _piece.AsSpan(0, _filled);
        _hash.AppendData(filled);
        to.Write(filled);
        _filled = 0;
    }
}
