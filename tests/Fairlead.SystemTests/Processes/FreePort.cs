using System.Net;
using System.Net.Sockets;

namespace Fairlead.SystemTests.Processes;

/// <summary>
/// Ports on 127.0.0.1 that nobody listens on. Below Linux's range for outgoing connections (32768 and up), so that a server which
/// is stopped and started again finds its port still free; no port is given out twice in a run.
/// </summary>
internal static class FreePort
{
    private const int First = 10_240;
    private const int Last = 32_000;

    private static readonly Lock Gate = new();
    private static int _next = Random.Shared.Next(First, Last);

    public static int Next()
    {
        lock (Gate)
        {
            for (var attempt = First; attempt < Last; attempt++)
            {
                var port = _next;
                _next = _next == Last ? First : _next + 1;
                if (IsFree(port)) return port;
            }
        }
        throw new InvalidOperationException($"no free port between {First} and {Last}");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
