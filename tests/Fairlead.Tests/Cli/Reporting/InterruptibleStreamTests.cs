using System.IO.Pipelines;
using Fairlead.Cli.Reporting;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli.Reporting;

public sealed class InterruptibleStreamTests
{
    [Fact]
    public void Read_PiecesOfAnySize_AreTheContent()
    {
        var content = new byte[1_000_000];
        new Random(1).NextBytes(content);
        using var stream = new InterruptibleStream(new TricklingStream(content), CancellationToken.None);
        using var read = new MemoryStream();
        stream.CopyTo(read, 4_000);
        read.ToArray().ShouldBe(content);
    }

    [Fact]
    public async Task Read_NothingComesAndItIsInterrupted_Ends()
    {
        using var interruption = new CancellationTokenSource();
        var silence = new Pipe();
        using var stream = new InterruptibleStream(silence.Reader.AsStream(), interruption.Token);
        var reading = Task.Run(() => stream.ReadByte(), TestContext.Current.CancellationToken);
        await interruption.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(reading);
    }
}
