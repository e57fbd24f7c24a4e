namespace Fairlead.Artifacts.Registries;

/// <summary>One page of a list.</summary>
/// <param name="Body">What stands on it.</param>
/// <param name="Next">Where the next one is; null: this is the last.</param>
internal sealed record ListPage(ReadOnlyMemory<byte> Body, Uri? Next);
