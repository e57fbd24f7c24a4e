using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fairlead.Redirector.Transport;

/// <summary>
/// Descriptors that connections leave free. The runtime needs some of its own at any moment, two for each thread that its pool begins, and ends the
/// process where it gets none ("Out of memory").
/// </summary>
internal static partial class SpareDescriptors
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE of <sys/resource.h> on Linux
    private const int Least = 8;
    private const int Most = 64;

    /// <summary>How many descriptors this process may have; null where there is no such number.</summary>
    public static long? Limit => GetLimit(OpenFiles, out var limit) != 0 || limit.Soft > int.MaxValue ? null : (long)limit.Soft;

    /// <summary>Whether another connection would take one of those that are to be left.</summary>
    /// <param name="listener">Any open socket.</param>
    /// <param name="last">The last descriptor that a connection got. The system gives out the lowest that is free (POSIX, "File Descriptor Allocation").</param>
    public static bool AreShort(Socket listener, long last)
    {
        if (Limit is not { } limit) return false;
        var most = limit - Math.Clamp(limit / 16, Least, Most);
        if (last < most) return false;
        // It may be free again by now, or others below it.
        var next = Duplicate(listener.SafeHandle);
        if (next >= 0) _ = Close(next);
        return next < 0 || next >= most;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(SafeHandle descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        public readonly nuint Soft;
        public readonly nuint Hard;
    }
}
