using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Fairlead.Tests.Redirector.Transport;

public sealed class SocketWriterTests : IAsyncLifetime
{
    private const int MoreThanSocketsHold = 32 * 1024 * 1024;
    private TransportFixture _transport = null!;
    private Socket _client = null!;
    private ConnectionContext _connection = null!;

    private PipeWriter Output => _connection.Transport.Output;

    public async ValueTask InitializeAsync()
    {
        _transport = await TransportFixture.StartAsync(sendTimeout: TimeSpan.FromSeconds(2));
        (_client, _connection) = await _transport.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _connection.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [Fact]
    public async Task FlushAsync_SeveralWrites_SendsThemTogetherAndOnlyThen()
    {
        Write("one ");
        Write("two");
        Output.UnflushedBytes.ShouldBe(7);
        _client.Available.ShouldBe(0);

        var flushed = await Output.FlushAsync();
        flushed.IsCompleted.ShouldBeFalse();
        Output.UnflushedBytes.ShouldBe(0);
        (await ReceiveAsync(7)).ShouldBe(Encoding.ASCII.GetBytes("one two"));
    }

    [Fact]
    public async Task FlushAsync_Nothing_CompletesAtOnce()
    {
        var flushing = Output.FlushAsync();
        flushing.IsCompleted.ShouldBeTrue();
        (await flushing).IsCanceled.ShouldBeFalse();
    }

    [Fact]
    public void GetMemory_MoreThanIsLeft_KeepsWhatWasWritten()
    {
        Write(new string('a', 4000));
        var room = Output.GetSpan(10_000);
        room.Length.ShouldBeGreaterThanOrEqualTo(10_000);
        Output.UnflushedBytes.ShouldBe(4000);
        Should.Throw<ArgumentOutOfRangeException>(() => Output.Advance(1_000_000));
        Should.Throw<ArgumentOutOfRangeException>(() => Output.Advance(-1));
    }

    [Fact]
    public async Task FlushAsync_ClientDoesNotRead_WaitsUntilItDoesAndLosesNothing()
    {
        var sent = new byte[MoreThanSocketsHold];
        new Random(7).NextBytes(sent);
        Output.Write(sent);
        var flushing = Output.FlushAsync().AsTask();
        flushing.IsCompleted.ShouldBeFalse();

        var received = await ReceiveAsync(sent.Length);
        (await flushing).IsCompleted.ShouldBeFalse();
        received.AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    [Fact]
    public async Task FlushAsync_AbortedWhileWaiting_Completes()
    {
        Output.Write(new byte[MoreThanSocketsHold]);
        var flushing = Output.FlushAsync().AsTask();
        _connection.Abort(new ConnectionAbortedException("enough"));

        (await flushing).IsCompleted.ShouldBeTrue();
        Write("more");
        (await Output.FlushAsync()).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task FlushAsync_ClientResetWhileWaiting_Completes()
    {
        Output.Write(new byte[MoreThanSocketsHold]);
        var flushing = Output.FlushAsync().AsTask();
        _client.LingerState = new LingerOption(true, 0);
        _client.Close();

        (await flushing).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task FlushAsync_ClientNeverReads_CompletesAfterTheSendTimeout()
    {
        Output.Write(new byte[MoreThanSocketsHold]);

        (await Output.FlushAsync()).IsCompleted.ShouldBeTrue();
        (await _connection.Transport.Input.ReadAsync()).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task CancelPendingFlush_WhileWaiting_ReturnsCancelledAndTheRestFollows()
    {
        var sent = new byte[MoreThanSocketsHold];
        new Random(8).NextBytes(sent);
        Output.Write(sent);
        var flushing = Output.FlushAsync().AsTask();
        Output.CancelPendingFlush();
        (await flushing).IsCanceled.ShouldBeTrue();

        var again = Output.FlushAsync().AsTask();
        (await ReceiveAsync(sent.Length)).AsSpan().SequenceEqual(sent).ShouldBeTrue();
        (await again).IsCanceled.ShouldBeFalse();
    }

    [Fact]
    public async Task FlushAsync_TokenCancelledWhileWaiting_ThrowsAndTheRestFollows()
    {
        var sent = new byte[MoreThanSocketsHold];
        Output.Write(sent);
        using var cancel = new CancellationTokenSource();
        var flushing = Output.FlushAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => flushing);

        var again = Output.FlushAsync().AsTask();
        (await ReceiveAsync(sent.Length)).Length.ShouldBe(sent.Length);
        (await again).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Complete_SomethingNotFlushed_IsSent()
    {
        Write("bye");
        await Output.CompleteAsync();

        (await ReceiveAsync(3)).ShouldBe(Encoding.ASCII.GetBytes("bye"));
    }

    private void Write(string text) => Output.Write(Encoding.ASCII.GetBytes(text));

    private async Task<byte[]> ReceiveAsync(int count)
    {
        var received = new byte[count];
        for (var at = 0; at < count;)
        {
            var got = await _client.ReceiveAsync(received.AsMemory(at));
            got.ShouldBeGreaterThan(0);
            at += got;
        }
        return received;
    }
}
