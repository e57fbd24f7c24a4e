using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary>Kill -9 in the middle, an interrupt, and two runs at once: no tag names what is not whole, and the next run does what is left to do.</summary>
public sealed class InterruptedPromotionTests(MirrorSources sources) : IAsyncLifetime
{
    private const int SignalExit = 128;

    private PromotionStage? _stage;

    private PromotionStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await PromotionStage.StartAsync(sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Theory]
    [InlineData("blob", 4)]
    [InlineData("manifest", 1)]
    [InlineData("manifest", 4)]
    [InlineData("tag", 1)]
    public async Task Kill_AfterTheFirstPuts_WholeSoFarAndTheNextRunDoesTheRest(string kind, int puts)
    {
        var silence = new Silence(kind, puts);
        await using (var proxy = await RegistryProxy.StartAsync(Stage.Two, silence.InterfereAsync))
        await using (var run = await StartAsync(proxy, silence))
            run.Kill();

        await new RegistryContent(Stage.One.Registry).ShouldBeWholeAsync();
        await new RegistryContent(Stage.Two.Registry).ShouldBeWholeAsync();
        await Stage.Two.Log.TakeAsync();
        (await Stage.RunAsync("images", "--confirm")).Succeeded();

        await Stage.ShouldBePromotedAsync();
        if (kind == "tag")
            (await PromotionStage.WritesAsync(Stage.Two)).ShouldNotContain(entry => entry.Method == "PUT" && entry.Target == silence.Last, "what was put is not put again");
    }

    [Fact]
    public async Task Kill_WhileAPlanIsApplied_ThatPlanIsTakenUpAgain()
    {
        var (plan, silence) = (Stage.Operator.Folder("plans") + "/plan.json", new Silence("manifest", 2));
        await using var proxy = await RegistryProxy.StartAsync(Stage.Two, silence.InterfereAsync);
        Stage.WriteRegistries(Stage.Destinations[0], $"{proxy.Registry}/{PromotionStage.TwoPath}");
        IReadOnlyList<string> plainHttp = ["--plain-http", proxy.Registry];
        (await Stage.RunAsync("images", ["--plan-out", plan, .. plainHttp])).Succeeded();
        await using (var run = await Stage.Operator.StartPromoteAsync(
            () => Eventually.IsTrueAsync("the destination to go silent", () => silence.HasFallen), Stage.Arguments("images", ["--plan", plan, "--confirm", .. plainHttp])))
            run.Kill();
        silence.Lift();

        (await Stage.RunAsync("images", ["--plan", plan, "--confirm", .. plainHttp])).Succeeded();

        await Stage.ShouldBePromotedAsync();
    }

    [Fact]
    public async Task Interrupt_InTheMiddle_EndsSoonSaysWhatIsLeftAndTheNextRunDoesIt()
    {
        var silence = new Silence("blob", 3);
        await using var proxy = await RegistryProxy.StartAsync(Stage.Two, silence.InterfereAsync);
        await using var run = await StartAsync(proxy, silence);

        Signals.Send(run.Id, Signals.Interrupt);

        (await run.WaitForExitAsync(Eventually.Deadline)).ShouldBeOneOf(1, SignalExit + Signals.Interrupt);
        run.Output.ShouldContain(proxy.Registry);
        await new RegistryContent(Stage.Two.Registry).ShouldBeWholeAsync();
        (await Stage.RunAsync("images", "--confirm")).Succeeded();
        await Stage.ShouldBePromotedAsync();
    }

    [Fact]
    public async Task Images_TwoRunsAtOnce_BothSucceedAndEverythingIsWhole()
    {
        using var other = new MirrorOperator();
        IReadOnlyList<string> arguments = [.. Stage.Arguments("images", "--confirm")];

        var results = await Task.WhenAll(Stage.Operator.PromoteAsync(arguments), other.PromoteAsync(arguments));

        results.ShouldAllBe(result => result.ExitCode == 0, string.Join('\n', results.AsEnumerable()));
        await Stage.ShouldBePromotedAsync();
    }

    /// <summary>Starts a run, and waits until the second destination has gone silent; it stays in the middle.</summary>
    private Task<ServerProcess> StartAsync(RegistryProxy proxy, Silence silence) => Stage.Operator.StartPromoteAsync(
        () => Eventually.IsTrueAsync("the destination to go silent", () => silence.HasFallen),
        Stage.Arguments("images", "--confirm", "--map", $"{Stage.Two.Registry}={proxy.Registry}", "--plain-http", proxy.Registry));
}
