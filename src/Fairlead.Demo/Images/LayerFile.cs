using System.Text;

namespace Fairlead.Demo.Images;

/// <summary>A file of a layer; its path is relative to the image's root and parts with <c>/</c>.</summary>
public sealed record LayerFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>A text file, in UTF-8.</summary>
    public static LayerFile Text(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
