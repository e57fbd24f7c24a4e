using System.Security.Cryptography;

namespace Fairlead.Redirector.Hosting;

/// <summary>Tells whether the content of some files is another than before. An unreadable file counts as a content of its own.</summary>
public static class FileFingerprint
{
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The fingerprint; take it before the files are read, so that no change is missed.</summary>
    public static string Of(IReadOnlyList<string> files)
    {
        var parts = new List<string>();
        foreach (var file in files)
        {
            try
            {
                using var stream = File.OpenRead(file);
                var bytes = new byte[(int)Math.Min(stream.Length, MaxBytes)];
                var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                parts.Add(Convert.ToHexString(SHA256.HashData(bytes.AsSpan(0, read))));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException) // the last: a pipe, which has no length
            {
                parts.Add("unreadable");
            }
        }
        return string.Join(' ', parts);
    }
}
