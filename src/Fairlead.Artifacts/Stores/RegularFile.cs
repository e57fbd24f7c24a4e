using System.Runtime.InteropServices;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Tells files from pipes, sockets and devices, whose bytes may never come or never end. .NET doesn't, before it opens them, which may be when somebody writes.
/// </summary>
public static partial class RegularFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint TypeAlone = 1; // STATX_TYPE
    private const int StatusBytes = 256; // struct statx, statx(2), the same on all machines
    private const int ModePlace = 28; // stx_mode in it
    private const int TypeOfMode = 0xF000; // S_IFMT, inode(7)
    private const int Regular = 0x8000; // S_IFREG

    /// <param name="path">Of what is there, and is no link.</param>
    /// <returns>False for what is no file; true where the system doesn't tell.</returns>
    public static bool Is(string path)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        try
        {
            return Statx(CurrentFolder, path, NoFollow, TypeAlone, status) != 0 || (MemoryMarshal.Read<ushort>(status[ModePlace..]) & TypeOfMode) == Regular;
        }
        catch (EntryPointNotFoundException) // an older C library, or none of Linux
        {
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> status);
}
