using System.Security.Cryptography;

namespace Fairlead.SystemTests.Promoting;

/// <summary>What is in a folder, byte for byte: its folders and files by name, each file with its length and SHA-256.</summary>
internal static class FolderContent
{
    /// <summary>A line for each, in the order of their names.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        var folders = Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Select(path => $"{Path.GetRelativePath(folder, path)}/");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => $"{Path.GetRelativePath(folder, path)} {new FileInfo(path).Length} {Hash(path)}");
        return [.. folders.Concat(files).Order(StringComparer.Ordinal)];
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
