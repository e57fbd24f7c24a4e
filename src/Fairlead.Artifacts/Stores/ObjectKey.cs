using System.Text;

namespace Fairlead.Artifacts.Stores;

/// <summary>What the key of an object may look like: such that it is the same object in a bucket, in a folder and in a URL's path.</summary>
internal static class ObjectKey
{
    /// <summary>Amazon S3 user guide, "Naming Amazon S3 objects": a key has at most 1,024 bytes of UTF-8.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Why this can't be the key of an object; null when it can.</summary>
    public static string? Problem(string key)
    {
        if (key.Length == 0) return "it is empty";
        if (key.Length > MaxBytes || Encoding.UTF8.GetByteCount(key) > MaxBytes) return $"it is longer than {MaxBytes} bytes";
        foreach (var c in key)
        {
            if (char.IsControl(c)) return "it has a control character in it";
            if (c == '\\') return "it has a backslash in it";
        }
        foreach (var segment in key.AsSpan().Split('/'))
        {
            // Clients and proxies take these out of paths (RFC 3986, 5.2.4), and a folder would lead elsewhere.
            if (key.AsSpan()[segment] is "" or "." or "..") return "a part of it between slashes is empty, '.' or '..'";
        }
        return null;
    }
}
