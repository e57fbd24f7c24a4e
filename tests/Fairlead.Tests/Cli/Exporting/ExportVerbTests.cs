using Fairlead.Tests.Policy.Loading;

namespace Fairlead.Tests.Cli.Exporting;

/// <summary>What the verbs below <c>export</c> say of wrong input, and exit with.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ExportVerbTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public static TheoryData<string> Forms => ["nginx --assume-present", "nginx --njs", "haproxy --assume-present", "envoy", "envoy --form lua", "envoy --form wasm --assume-present"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Forms))]
    public async Task Export_PolicyWithoutProviders_IsWritten(string form)
    {
        var run = await ExportAsync(form, "upstream: {registry: https://registry.example.org}", _folder.File("out"));
        (run.ExitCode, run.Output).ShouldBe((0, ""));
        Directory.GetFiles(_folder.File("out")).ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Export_PolicyWithErrors_Is2WithTheirPlacesAndWritesNothing(string form)
    {
        var run = await ExportAsync(form, "upstream: {registry: https://registry.example.org}\ntypo: 1", _folder.File("out"));
        (run.ExitCode, run.Output, Directory.Exists(_folder.File("out"))).ShouldBe((2, "", false));
        run.Error.ShouldContain("policy.yaml:2:1: error: ");
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Export_FileWhereTheFolderWouldBe_Is2AndLeavesIt(string form)
    {
        _folder.Write("out", "mine");
        var run = await ExportAsync(form, "upstream: {registry: https://registry.example.org}", _folder.File("out"));
        (run.ExitCode, run.Output, File.ReadAllText(_folder.File("out"))).ShouldBe((2, "", "mine"));
        run.Error.ShouldContain($"--output: {_folder.File("out")} is a file: name a folder");
    }

    /// <summary>The folder that was asked for is named, and no temporary one inside it.</summary>
    [Theory, MemberData(nameof(Forms))]
    public async Task Export_FolderThatCannotBeMade_Is1AndNamesIt(string form)
    {
        var run = await ExportAsync(form, "upstream: {registry: https://registry.example.org}", "/proc/out");
        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.ShouldStartWith("fairlead: /proc/out can't be written, and is as it was: ");
        run.Error.ShouldNotContain(".export-");
    }

    private Task<CommandRun> ExportAsync(string form, string policy, string output)
    {
        _folder.Write("policy.yaml", policy);
        return CommandRun.InProcessAsync(["export", .. form.Split(' '), "--policy", _folder.File("policy.yaml"), "-o", output]);
    }
}
