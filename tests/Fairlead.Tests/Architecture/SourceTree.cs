using Fairlead.Tests.Support;

namespace Fairlead.Tests.Architecture;

/// <summary>The repository that these tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>Folders of the projects that are shipped.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "src")).Order()];

    /// <summary>Every source file below a folder, less what builds leave behind.</summary>
    public static IEnumerable<string> CSharpFiles(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "artifacts"))
        .Order();
}
