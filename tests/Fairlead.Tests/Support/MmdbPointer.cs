namespace Fairlead.Tests.Support;

/// <summary>A pointer in a MaxMind DB.</summary>
/// <param name="Offset">Where it leads to, from the start of its section.</param>
/// <param name="Form">One of the four forms, 0 to 3; null for the shortest that has room.</param>
internal sealed record MmdbPointer(uint Offset, int? Form = null);
