using Fairlead.Formats.Oci;

namespace Fairlead.Formats.Inventories;

/// <summary>What an inventory may hold at the most. Writers and readers keep to the same limits.</summary>
public static class InventoryLimits
{
    /// <summary>Blobs; registry.k8s.io has some 500,000.</summary>
    public const int Blobs = 50_000_000;

    /// <summary>Names of repositories.</summary>
    public const int Repositories = 1_000_000;

    /// <summary>Different sets of repositories that a blob belongs to.</summary>
    public const int Lists = 5_000_000;

    /// <summary>Names in all of these sets together.</summary>
    public const int ListItems = 10_000_000;

    /// <summary>Bytes of a blob.</summary>
    public const long Size = Descriptor.MaxSize;
}
