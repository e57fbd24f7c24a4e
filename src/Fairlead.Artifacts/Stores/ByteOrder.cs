namespace Fairlead.Artifacts.Stores;

/// <summary>The order in which S3 lists keys: by the bytes of their UTF-8 (API reference, ListObjectsV2).</summary>
internal static class ByteOrder
{
    /// <summary>Compares two texts as their UTF-8 would be, without making it.</summary>
    public static int Compare(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length) return a.Length - b.Length;
        var (x, y) = (a[common], b[common]);
        // UTF-16 differs in one thing: what lies beyond U+FFFF is written with units from below U+E000.
        return char.IsSurrogate(x) == char.IsSurrogate(y) ? x - y : char.IsSurrogate(x) ? 1 : -1;
    }
}
