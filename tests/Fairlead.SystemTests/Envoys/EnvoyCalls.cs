using System.Net;
using System.Net.Sockets;

namespace Fairlead.SystemTests.Envoys;

/// <summary>
/// Calls that filters make to a cluster, as Envoy's own client makes them (source/common/http/async_client_impl.cc): each carries <c>x-envoy-internal</c>, and Envoy's own address behind the others in
/// <c>x-forwarded-for</c> unless the filter says no, as ext_authz does since 1.28 (changelogs/1.28.0.yaml).
/// </summary>
internal sealed class EnvoyCalls(IPEndPoint cluster, TimeSpan timeout, bool addsOwnAddress) : IDisposable
{
    private const string OwnAddress = "10.20.30.40";
    private WireStream? _connection;

    /// <summary>The answer, or null where none comes in time.</summary>
    public async Task<WireMessage?> CallAsync(string method, string path, IEnumerable<(string Name, string Value)> headers)
    {
        var request = new WireMessage($"{method} {path} HTTP/1.1", [.. addsOwnAddress ? WithOwnAddress(headers) : headers, ("x-envoy-internal", "true"), ("content-length", "0")], "");
        using var deadline = new CancellationTokenSource(timeout);
        for (var attempt = 0; attempt < 2; attempt++) // the server may have closed the connection that is kept
        {
            var isKept = _connection is not null;
            try
            {
                _connection ??= await ConnectAsync(deadline.Token);
                await _connection.WriteAsync(request, deadline.Token);
                if (await _connection.ReadAsync(method != "HEAD", deadline.Token) is { } answer)
                {
                    if (answer.Header("Connection") is "close") Dispose();
                    return answer;
                }
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
            {
                // no answer
            }
            Dispose();
            if (!isKept) return null;
        }
        return null;
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private async Task<WireStream> ConnectAsync(CancellationToken cancellation)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(cluster, cancellation);
        return new WireStream(client);
    }

    private static IEnumerable<(string Name, string Value)> WithOwnAddress(IEnumerable<(string Name, string Value)> headers)
    {
        var all = headers.ToList();
        var forwarded = all.Where(header => header.Name == "x-forwarded-for").Select(header => header.Value).Append(OwnAddress);
        return all.Where(header => header.Name != "x-forwarded-for").Append(("x-forwarded-for", string.Join(',', forwarded)));
    }
}
