using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>A store that is to be filled, not yet opened.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="InventoryKey">The object that says what it holds, below the store's prefix.</param>
public sealed record SyncDestination(StoreUrl Url, string InventoryKey)
{
    /// <summary>Where inventories lie unless said otherwise: beside registry.k8s.io's <c>containers/images/</c>.</summary>
    public const string DefaultInventoryKey = "containers/inventory";

    /// <summary>Whether an inventory can lie there: no key that a proxy or a file system would read as another one.</summary>
    public static bool IsInventoryKey(string key) =>
        key.Length is > 0 and <= 512
        && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_')
        && key.Split('/').All(part => part is not ("" or "." or ".."));
}
