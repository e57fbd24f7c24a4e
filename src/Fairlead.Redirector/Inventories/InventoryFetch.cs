using System.Net.Http.Headers;
using Fairlead.Formats.Inventories;

namespace Fairlead.Redirector.Inventories;

/// <summary>The answer to asking for an inventory.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Inventory">The inventory, if it was loaded.</param>
/// <param name="ETag">Its tag, or null.</param>
/// <param name="Problem">What was wrong, if something was; fit for a log.</param>
internal sealed record InventoryFetch(FetchOutcome Outcome, Inventory? Inventory = null, EntityTagHeaderValue? ETag = null, string? Problem = null);
