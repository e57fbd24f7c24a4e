using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fairlead.Redirector.Transport;

/// <summary>
/// Linux's <c>epoll</c>, edge-triggered (<see href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</see>). A descriptor
/// is added once, for reading and writing, and leaves when it is closed. One thread waits; any may add.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    /// <summary>There is something to read, or reading ends.</summary>
    public const int Readable = 0x001 | Ended;

    /// <summary>There is room to write, or writing ends.</summary>
    public const int Writable = 0x004 | Ended;

    /// <summary>An error, a hang-up, or the end of what the peer sends.</summary>
    public const int Ended = 0x008 | 0x010 | PeerClosed;

    // <sys/epoll.h>
    private const int PeerClosed = 0x2000;
    private const int EdgeTriggered = 1 << 31;
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Interrupted = 4; // EINTR

    // struct epoll_event, in ints: the events, then 64 bits of ours; packed on x86-64, aligned elsewhere.
    private static readonly int s_stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 3 : 4;
    private readonly int[] _events;
    private readonly SafeFileHandle _handle;

    /// <summary>An instance that hands out at most <paramref name="capacity"/> events at a time.</summary>
    /// <exception cref="Win32Exception">The system has none left.</exception>
    public Epoll(int capacity)
    {
        _events = new int[capacity * s_stride];
        _handle = new SafeFileHandle(Create(CloseOnExec), ownsHandle: true);
        if (_handle.IsInvalid) throw new Win32Exception();
    }

    /// <summary>What happened, and to whom: the number that it was added with.</summary>
    public (int Events, long Number) this[int index]
    {
        get
        {
            var at = _events.AsSpan(index * s_stride, s_stride);
            return (at[0], ((long)at[^1] << 32) | (uint)at[^2]);
        }
    }

    /// <summary>From now on events of a descriptor are reported, with the number; first of all what it is ready for already.</summary>
    /// <exception cref="Win32Exception">The system refused: too many are watched.</exception>
    public void Watch(SafeHandle watched, long number)
    {
        Span<int> wanted = stackalloc int[s_stride];
        wanted[0] = Readable | Writable | EdgeTriggered;
        (wanted[^1], wanted[^2]) = ((int)(number >> 32), (int)number);
        if (Control(_handle, Add, watched, ref wanted[0]) != 0) throw new Win32Exception();
    }

    /// <summary>Waits until something happened, and says how much; 0 when a signal came between.</summary>
    /// <exception cref="Win32Exception">The instance can't be waited for.</exception>
    public int Wait()
    {
        var count = Wait(_handle, ref _events[0], _events.Length / s_stride, milliseconds: -1);
        if (count >= 0) return count;
        return Marshal.GetLastPInvokeError() == Interrupted ? 0 : throw new Win32Exception();
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(SafeHandle epoll, int operation, SafeHandle watched, ref int wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(SafeHandle epoll, ref int events, int capacity, int milliseconds);
}
