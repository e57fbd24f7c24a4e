using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Fairlead.Tests.Redirector.Transport;

public sealed class ClientConnectionTests : IAsyncLifetime
{
    private TransportFixture _transport = null!;

    public async ValueTask InitializeAsync() => _transport = await TransportFixture.StartAsync();

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    [Fact]
    public async Task AcceptAsync_Client_KnowsBothEnds()
    {
        var (client, connection) = await _transport.ConnectAsync();
        using (client)
        await using (connection)
        {
            connection.RemoteEndPoint.ShouldBe(client.LocalEndPoint);
            connection.LocalEndPoint.ShouldBe(_transport.EndPoint);
            connection.ConnectionId.ShouldNotBeNullOrEmpty();
            connection.ConnectionClosed.IsCancellationRequested.ShouldBeFalse();
        }
    }

    /// <summary>Closed with something unread, a socket would reset the connection, and take the answer with it.</summary>
    [Fact]
    public async Task DisposeAsync_ClientSentMoreThanWasRead_ItStillGetsTheAnswer()
    {
        var (client, connection) = await _transport.ConnectAsync();
        using (client)
        {
            await client.SendAsync(new byte[100_000]);
            var first = await connection.Transport.Input.ReadAsync();
            connection.Transport.Input.AdvanceTo(first.Buffer.End);
            connection.Transport.Output.Write("no"u8);
            await connection.Transport.Output.FlushAsync();
            await connection.Transport.Input.CompleteAsync();
            await connection.Transport.Output.CompleteAsync();
            await connection.DisposeAsync();

            var received = new byte[10];
            (await client.ReceiveAsync(received)).ShouldBe(2);
            (await client.ReceiveAsync(received)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task DisposeAsync_WhileReadingAndTwice_EndsQuietly()
    {
        var (client, connection) = await _transport.ConnectAsync();
        using (client)
        {
            var reading = connection.Transport.Input.ReadAsync().AsTask();
            connection.Abort(new ConnectionAbortedException("first"));
            connection.Abort(new ConnectionAbortedException("second"));
            await Should.ThrowAsync<ConnectionAbortedException>(() => reading);
            await connection.DisposeAsync();
            await connection.DisposeAsync();
            connection.Abort(new ConnectionAbortedException("too late"));
            await Should.ThrowAsync<ConnectionAbortedException>(() => connection.Transport.Input.ReadAsync().AsTask());
            connection.Transport.Output.Write("x"u8);
            (await connection.Transport.Output.FlushAsync()).IsCompleted.ShouldBeTrue();
        }
    }

    /// <summary>Descriptors are used again at once by the next client: no event, and no byte, may go to another's connection.</summary>
    [Fact]
    public async Task Loop_ClientsComeAndGo_EachGetsItsOwnBytes()
    {
        const int Clients = 16;
        const int Rounds = 150;
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(stop.Token);

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            for (var round = 0; round < Rounds; round++)
            {
                using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await client.ConnectAsync(_transport.EndPoint);
                var leaves = random.Next(4);
                for (var message = 0; message < 3; message++)
                {
                    var sent = Encoding.ASCII.GetBytes($"client {number} round {round} message {message}");
                    await client.SendAsync(sent);
                    if (leaves == 0) break; // with an answer under way
                    var received = new byte[sent.Length];
                    for (var at = 0; at < received.Length;)
                    {
                        var got = await client.ReceiveAsync(received.AsMemory(at));
                        got.ShouldBeGreaterThan(0);
                        at += got;
                    }
                    received.ShouldBe(sent);
                }
                if (leaves == 1) client.LingerState = new LingerOption(true, 0);
            }
        })));
        await stop.CancelAsync();
        (await serving).ShouldBe(Clients * Rounds);
    }

    [Fact]
    public async Task AcceptAsync_Unbound_ReturnsNull()
    {
        var accepting = _transport.Listener.AcceptAsync();
        await _transport.Listener.UnbindAsync();

        (await accepting).ShouldBeNull();
        (await _transport.Listener.AcceptAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task BindAsync_TakenPortOrForeignAddress_Throws()
    {
        await using var other = await TransportFixture.StartAsync();
        await Should.ThrowAsync<AddressInUseException>(async () => await other.BindAsync(_transport.EndPoint));
        await Should.ThrowAsync<SocketException>(async () => await other.BindAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 80)));
    }

    private async Task<int> ServeAsync(CancellationToken stop)
    {
        var echoing = new List<Task>();
        try
        {
            while (await _transport.Listener.AcceptAsync(stop) is { } connection) echoing.Add(Task.Run(() => EchoAsync(connection), CancellationToken.None));
        }
        catch (OperationCanceledException)
        {
            // all clients have come
        }
        await Task.WhenAll(echoing);
        return echoing.Count;
    }

    private static async Task EchoAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        try
        {
            while (true)
            {
                var result = await input.ReadAsync();
                foreach (var piece in result.Buffer) output.Write(piece.Span);
                input.AdvanceTo(result.Buffer.End);
                if ((await output.FlushAsync()).IsCompleted || result.IsCompleted) break;
            }
        }
        catch (ConnectionResetException)
        {
            // some clients leave so
        }
        await input.CompleteAsync();
        await output.CompleteAsync();
        await connection.DisposeAsync();
    }
}
