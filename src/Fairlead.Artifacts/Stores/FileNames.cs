using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Gives a file its final name. .NET's own way copies where it can't rename, and looks whether a name is free before it takes it: both let
/// others see what they must not.
/// </summary>
internal static partial class FileNames
{
    private const int NoEntry = 2; // errno(3) of Linux
    private const int Exists = 17;
    private const int Invalid = 22;
    private const int NoSuchCall = 38;
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint NoReplace = 1; // RENAME_NOREPLACE, renameat2(2)

    private static volatile bool s_canRenameToFree = true;

    /// <summary>Renames; what had the name before is replaced in the same moment.</summary>
    /// <exception cref="IOException">It can't be.</exception>
    public static void Replace(string from, string to)
    {
        if (Rename(from, to) != 0) throw Failure(to);
    }

    /// <summary>Renames to a name that nobody has; false when somebody has it. Of two who try at once one succeeds.</summary>
    /// <exception cref="IOException">It can't be.</exception>
    public static bool TakeFree(string from, string to)
    {
        if (s_canRenameToFree)
        {
            try
            {
                if (RenameAt(CurrentFolder, from, CurrentFolder, to, NoReplace) == 0) return true;
                if (Marshal.GetLastPInvokeError() is not (Invalid or NoSuchCall)) return Marshal.GetLastPInvokeError() == Exists ? false : throw Failure(to);
            }
            catch (EntryPointNotFoundException) // an older C library
            {
            }
            s_canRenameToFree = false; // nor can this file system, or this kernel
        }
        // A second name is never given where there is one already (link(2)).
        if (Link(from, to) != 0) return Marshal.GetLastPInvokeError() == Exists ? false : throw Failure(to);
        File.Delete(from);
        return true;
    }

    private static IOException Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{path}: {new Win32Exception(error).Message}";
        return error == NoEntry ? new DirectoryNotFoundException(message) : new IOException(message, error);
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
