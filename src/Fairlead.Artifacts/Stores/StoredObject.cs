namespace Fairlead.Artifacts.Stores;

/// <summary>An object as a store lists it.</summary>
/// <param name="Key">Below the store's own prefix.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ETag">As the store has it, with its quotes; null where it has none.</param>
/// <param name="Modified">When it was last written.</param>
public sealed record StoredObject(string Key, long Size, string? ETag, DateTimeOffset Modified);
