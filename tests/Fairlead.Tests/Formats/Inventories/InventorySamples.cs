using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Formats.Inventories;

/// <summary>Inventories to test with.</summary>
internal static class InventorySamples
{
    public static readonly DateTimeOffset Written = new(2026, 7, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The i-th digest of a series without end.</summary>
    public static Digest DigestOf(int i) => Digest.Of(BitConverter.GetBytes(i));

    /// <summary>Blobs of a few repositories: alone, shared, of none.</summary>
    public static Inventory Of(int blobs, DateTimeOffset? written = null)
    {
        var builder = new InventoryBuilder();
        for (var i = 0; i < blobs; i++) builder.Add(DigestOf(i), 1L << (i % 40), RepositoriesOf(i));
        return builder.Build(written ?? Written);
    }

    /// <summary>What <see cref="Of"/> says of the i-th.</summary>
    public static string[] RepositoriesOf(int i) => (i % 5) switch
    {
        0 => [],
        1 => ["pause"],
        2 => ["kube/proxy", "pause"],
        3 => [$"app{i % 7}", "kube/proxy", $"z{i % 3}"],
        _ => [$"app{i % 7}"],
    };

    public static byte[] Bytes(Inventory inventory)
    {
        using var bytes = new MemoryStream();
        InventoryFile.Write(inventory, bytes);
        return bytes.ToArray();
    }

    public static Inventory Read(byte[] bytes) => InventoryFile.Read(new MemoryStream(bytes));
}
