using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Fairlead.Traffic.Cells;

/// <summary>The file that a <see cref="Salt"/> is kept in: 64 hex digits and a line feed.</summary>
internal static partial class SaltFile
{
    private const int Digits = 2 * Salt.Length;

    /// <inheritdoc cref="Salt.FromFile"/>
    public static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path)) Make(path);
        return Read(path);
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> text = stackalloc byte[Digits + 3]; // one more than a line may have
        var end = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        var line = Encoding.ASCII.GetString(text[..end]).TrimEnd('\r', '\n');
        var salt = new byte[Salt.Length];
        if (line.Length == Digits && Convert.FromHexString(line, salt, out _, out _) == System.Buffers.OperationStatus.Done) return salt;
        throw new InvalidDataException($"{path} is no salt: a salt is one line of {Digits} hex digits; name another file, or one that isn't there and it is made");
    }

    /// <summary>Written beside it and then linked to its name: whoever reads it reads it whole, and of two that make it the first one's stays.</summary>
    private static void Make(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder {folder}");
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(temporary, options))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Salt.Length)) + "\n"));
                file.Flush(flushToDisk: true);
            }
            Publish(temporary, full);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Publish(string temporary, string path)
    {
        // On Unix File.Move looks whether the name is taken, and then renames: what came between is lost. A link fails where the name is taken.
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(temporary, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody else was first: theirs is the one.
            }
        }
        else if (Link(temporary, path) != 0 && !File.Exists(path))
        {
            throw new IOException($"{path} can't be made: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
