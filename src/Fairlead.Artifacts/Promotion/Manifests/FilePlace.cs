using System.Globalization;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>Where something stands in a manifest.</summary>
/// <param name="File">The file, as it was reached from what the user named.</param>
/// <param name="Line">From 1; 0 when the whole file, or a folder, is meant.</param>
/// <param name="Column">From 1; 0 as above.</param>
public readonly record struct FilePlace(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, as compilers write it.</summary>
    public override string ToString() => Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
