namespace Fairlead.Formats.Inventories;

/// <summary>What was read is not a whole inventory that this program knows. The message says at which byte, what is wrong there, and what to do.</summary>
public sealed class InventoryFormatException(string message) : Exception(message);
