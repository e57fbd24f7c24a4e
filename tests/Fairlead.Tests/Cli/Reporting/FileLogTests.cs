using System.Diagnostics;
using Fairlead.Cli.Reporting;

namespace Fairlead.Tests.Cli.Reporting;

public sealed class FileLogTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>A pipe that is named, and to which nobody writes, opens when somebody does.</summary>
    [Fact]
    public async Task OpenAsync_PipeThatNobodyWritesAndItIsInterrupted_Ends()
    {
        var pipe = _folder.File("pipe.log");
        using (var made = Process.Start("mkfifo", pipe)) await made.WaitForExitAsync(Cancel);
        using var interruption = new CancellationTokenSource();

        var opening = new FileLog(pipe).OpenAsync(interruption.Token);
        await interruption.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(opening);
        await File.WriteAllTextAsync(pipe, "", Cancel); // lets go of what waits for it
    }
}
