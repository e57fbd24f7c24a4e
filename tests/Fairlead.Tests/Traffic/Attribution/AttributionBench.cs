using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Loading;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Attribution;

/// <summary>An attributor with all that it goes by.</summary>
internal sealed class AttributionBench
{
    private readonly Attributor _attributor;

    public AttributionBench(ClientNetworks networks, BackendBook? backends = null, bool byDay = true, params Inventory[] inventories) =>
        _attributor = new Attributor(networks, new ContentBook(inventories), backends ?? new BackendBook(null, null), Names, Salt.Create(), byDay);

    public CellNames Names { get; } = new();

    /// <summary>The client of the last request, hashed.</summary>
    public ulong Client { get; private set; }

    /// <summary>By a policy that has this table.</summary>
    public static AttributionBench Of(string policy, NetworkTable table, string? unnamed = null, params Inventory[] inventories)
    {
        var config = PolicyText.LoadGood(policy);
        return new AttributionBench(ClientNetworks.Of(CompiledPolicy.Compile(config, table, [])), new BackendBook(config, unnamed), byDay: true, inventories);
    }

    public Counted Count(LoggedRequest request)
    {
        var key = KeyOf(request.ToRecord(), out var bytes);
        return Counted.Of(key, Names, bytes);
    }

    public CellKey KeyOf(in Fairlead.Traffic.Logs.LogRecord record, out long bytes)
    {
        var key = _attributor.KeyOf(record, out bytes, out var client);
        Client = client;
        return key;
    }

    public static Inventory InventoryOf(params (string Content, long Size, string[] Repositories)[] blobs)
    {
        var builder = new InventoryBuilder();
        foreach (var (content, size, repositories) in blobs) builder.Add(DigestOf(content), size, repositories);
        return builder.Build(DateTimeOffset.UnixEpoch);
    }

    public static Digest DigestOf(string content) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(content));
}
