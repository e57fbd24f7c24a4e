using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Fairlead.Tests.Redirector.Transport;

public sealed class SocketReaderTests : IAsyncLifetime
{
    private TransportFixture _transport = null!;
    private Socket _client = null!;
    private ConnectionContext _connection = null!;

    private PipeReader Input => _connection.Transport.Input;

    public async ValueTask InitializeAsync()
    {
        _transport = await TransportFixture.StartAsync();
        (_client, _connection) = await _transport.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _connection.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [Fact]
    public async Task ReadAsync_WaitsForBytes_GetsThem()
    {
        var reading = Input.ReadAsync();
        reading.IsCompleted.ShouldBeFalse();
        Send("hello");

        var result = await reading;
        Text(result).ShouldBe("hello");
        result.IsCompleted.ShouldBeFalse();
        result.IsCanceled.ShouldBeFalse();
    }

    [Fact]
    public async Task ReadAsync_NotAllConsumedAndAllExamined_WaitsForMoreAndKeepsTheRest()
    {
        Send("abc");
        var first = (await Input.ReadAsync()).Buffer;
        Input.AdvanceTo(first.GetPosition(1), first.End);

        var reading = Input.ReadAsync();
        reading.IsCompleted.ShouldBeFalse();
        Send("def");

        Text(await reading).ShouldBe("bcdef");
    }

    [Fact]
    public async Task ReadAsync_NotAllExamined_ReturnsAtOnce()
    {
        Send("abc");
        var first = (await Input.ReadAsync()).Buffer;
        Input.AdvanceTo(first.GetPosition(1), first.GetPosition(2));

        var again = Input.ReadAsync();
        again.IsCompleted.ShouldBeTrue();
        Text(await again).ShouldBe("bc");
    }

    [Fact]
    public async Task ReadAsync_MoreThanTheFirstBuffer_GrowsAndLosesNothing()
    {
        var sent = Enumerable.Range(0, 60_000).Select(n => (byte)n).ToArray();
        var sending = _client.SendAsync(sent);
        while (true)
        {
            var held = (await Input.ReadAsync()).Buffer;
            if (held.Length == sent.Length)
            {
                held.ToArray().ShouldBe(sent);
                break;
            }
            Input.AdvanceTo(held.Start, held.End);
        }
        await sending;
    }

    [Fact]
    public async Task ReadAsync_MoreThanMayBeLeftUnread_Fails()
    {
        var sending = _client.SendAsync(new byte[200_000]);
        var failure = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            while (true)
            {
                var held = (await Input.ReadAsync()).Buffer;
                held.Length.ShouldBeLessThanOrEqualTo(64 * 1024);
                Input.AdvanceTo(held.Start, held.End);
            }
        });
        failure.Message.ShouldContain("65536");
        await sending;
    }

    [Fact]
    public async Task ReadAsync_ClientFinished_CompletesWithWhatWasSent()
    {
        Send("last");
        var first = await Input.ReadAsync();
        Input.AdvanceTo(first.Buffer.Start, first.Buffer.End);
        _client.Shutdown(SocketShutdown.Send);

        var second = await Input.ReadAsync();
        second.IsCompleted.ShouldBeTrue();
        Text(second).ShouldBe("last");
        Input.AdvanceTo(second.Buffer.End);
        (await Input.ReadAsync()).IsCompleted.ShouldBeTrue();
        await Closed();
    }

    /// <summary>Both are announced together: after the bytes there is no other event that tells of the end.</summary>
    [Fact]
    public async Task ReadAsync_BytesAndEndCameTogether_GetsBoth()
    {
        Send("last");
        _client.Shutdown(SocketShutdown.Send);
        await Task.Delay(20); // so that they have come; were they not, the test would be as true and only show less

        var first = await Input.ReadAsync();
        Text(first).ShouldBe("last");
        Input.AdvanceTo(first.Buffer.End);
        (await Input.ReadAsync()).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task ReadAsync_ClientReset_Throws()
    {
        var reading = Input.ReadAsync();
        _client.LingerState = new LingerOption(true, 0);
        _client.Close();

        await Should.ThrowAsync<ConnectionResetException>(async () => await reading);
        await Should.ThrowAsync<ConnectionResetException>(async () => await Input.ReadAsync());
        Should.Throw<ConnectionResetException>(() => Input.TryRead(out _));
        await Closed();
    }

    [Fact]
    public async Task ReadAsync_AbortedWhileWaiting_ThrowsTheReason()
    {
        var reading = Input.ReadAsync().AsTask();
        var reason = new ConnectionAbortedException("enough");
        _connection.Abort(reason);

        (await Should.ThrowAsync<ConnectionAbortedException>(() => reading)).ShouldBeSameAs(reason);
        await Closed();
    }

    [Fact]
    public async Task CancelPendingRead_WhileWaiting_ReturnsCancelledAndReadingGoesOn()
    {
        var reading = Input.ReadAsync();
        Input.CancelPendingRead();

        var result = await reading;
        result.IsCanceled.ShouldBeTrue();
        Input.AdvanceTo(result.Buffer.End);
        Send("next");
        Text(await Input.ReadAsync()).ShouldBe("next");
    }

    [Fact]
    public async Task CancelPendingRead_BeforeARead_CancelsThatOneOnly()
    {
        Input.CancelPendingRead();

        var result = await Input.ReadAsync();
        result.IsCanceled.ShouldBeTrue();
        Input.AdvanceTo(result.Buffer.End);
        Input.ReadAsync().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task ReadAsync_TokenCancelledWhileWaiting_ThrowsAndReadingGoesOn()
    {
        using var cancel = new CancellationTokenSource();
        var reading = Input.ReadAsync(cancel.Token);
        await cancel.CancelAsync();

        var failure = await Should.ThrowAsync<OperationCanceledException>(async () => await reading);
        failure.CancellationToken.ShouldBe(cancel.Token);
        Send("next");
        Text(await Input.ReadAsync()).ShouldBe("next");
    }

    [Fact]
    public async Task ReadAsync_TokenCancelledBefore_Throws() =>
        await Should.ThrowAsync<OperationCanceledException>(async () => await Input.ReadAsync(new CancellationToken(canceled: true)));

    [Fact]
    public async Task TryRead_NothingSent_IsFalse()
    {
        Input.TryRead(out _).ShouldBeFalse();

        Send("abc");
        var first = await Input.ReadAsync();
        Input.AdvanceTo(first.Buffer.Start);
        Input.TryRead(out var again).ShouldBeTrue();
        Text(again).ShouldBe("abc");
    }

    /// <summary>Any sizes of what is sent, read, consumed and examined, and interruptions between: every byte comes once, in order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ReadAsync_AnyPieces_GivesEveryByteOnceInOrder(int seed)
    {
        var random = new Random(seed);
        var sent = new byte[400_000];
        random.NextBytes(sent);
        var sending = Task.Run(async () =>
        {
            var sizes = new Random(-seed);
            for (var at = 0; at < sent.Length;)
            {
                var size = Math.Min(sizes.Next(1, sizes.Next(2) == 0 ? 50 : 20_000), sent.Length - at);
                await _client.SendAsync(sent.AsMemory(at, size));
                at += size;
                if (sizes.Next(20) == 0) Input.CancelPendingRead();
            }
            _client.Shutdown(SocketShutdown.Send);
        });

        var received = new ArrayBufferWriter<byte>(sent.Length);
        while (true)
        {
            var result = await Input.ReadAsync();
            var held = result.Buffer;
            if (result.IsCompleted && held.IsEmpty) break;
            // What is held back is less than may be left unread.
            var consumed = random.Next((int)held.Length + 1);
            if (held.Length > 20_000 || result.IsCompleted) consumed = (int)held.Length;
            received.Write(held.Slice(0, consumed).ToArray());
            Input.AdvanceTo(held.GetPosition(consumed), held.GetPosition(random.Next(consumed, (int)held.Length + 1)));
        }
        await sending;
        received.WrittenSpan.SequenceEqual(sent).ShouldBeTrue();
    }

    private void Send(string text) => _client.Send(Encoding.ASCII.GetBytes(text));

    private static string Text(ReadResult result) => Encoding.ASCII.GetString(result.Buffer);

    private async Task Closed()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _connection.ConnectionClosed.Register(closed.SetResult);
        await closed.Task;
    }
}
