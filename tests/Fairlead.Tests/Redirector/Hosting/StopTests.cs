using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>The end of a server, whoever is stuck.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Dispose_NobodyReadsTheAccessLog_EndsAllTheSame()
    {
        var time = new ManualTime();
        await using var server = await RunningRedirector.StartAsync(time: time, changeOptions: options => options with { AccessLog = new StalledStream() });
        await server.GetAsync("/v2/");
        await server.StopAsync(TimeSpan.Zero, CancellationToken.None);
        var ending = server.DisposeServerAsync();
        await time.ArmedAsync(TimeSpan.FromSeconds(2)).WaitAsync(TestContext.Current.CancellationToken);
        ending.IsCompleted.ShouldBeFalse("the line waits for its reader");
        time.Advance(TimeSpan.FromSeconds(2));
        await ending;
    }
}
