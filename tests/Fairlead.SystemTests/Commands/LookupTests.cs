using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Commands;

/// <summary><c>fairlead networks lookup</c>: tab-separated <c>address network region asn country prefix source</c> and more columns.</summary>
public sealed class LookupTests : IDisposable
{
    private const int ManyLines = 100_000;

    /// <summary>No ASN and no country: five columns more.</summary>
    private const string Rest = "\t-\t-\t-\t-\t-";

    private static readonly string Paris = $"{Addresses.AwsParis}\taws\teu-west-3\t-\t-\t35.180.0.0/16\taws{Rest}";
    private static readonly string Google = $"{Addresses.Gcp}\tgcp\tus-central1\t-\t-\t34.16.0.0/17\tgcp{Rest}";
    private static readonly string Unknown = $"{Addresses.Elsewhere}\t-\t-\t-\t-\t-\t-{Rest}";

    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task Lookup_AddressesAsArguments_ALineForEach()
    {
        var result = await LookupAsync([Addresses.AwsParis, Addresses.Gcp, Addresses.Elsewhere, "2a05:d012::1"]);

        Lines(result).ShouldBe([Paris, Google, Unknown, $"2a05:d012::1\taws\teu-west-3\t-\t-\t2a05:d012::/36\taws{Rest}"]);
    }

    [Fact]
    public async Task Lookup_100000AddressesFromStandardInput_ALineForEachInOrder()
    {
        var addresses = string.Join('\n', Enumerable.Range(0, ManyLines).Select(n => n % 2 == 0 ? Addresses.AwsParis : Addresses.Elsewhere));

        var lines = Lines(await LookupAsync([], addresses + "\n"));

        lines.Length.ShouldBe(ManyLines);
        for (var n = 0; n < ManyLines; n++) lines[n].ShouldBe(n % 2 == 0 ? Paris : Unknown);
    }

    [Fact]
    public async Task Lookup_NotAnAddress_NotZeroAndItIsNamed()
    {
        var result = await FairleadProgram.RunAsync(["networks", "lookup", "--policy", PolicyFiles.WriteGood(_directory), "300.0.0.1"]);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Error.ShouldContain("300.0.0.1");
    }

    public void Dispose() => _directory.Dispose();

    private async Task<CommandResult> LookupAsync(IEnumerable<string> addresses, string? input = null) =>
        (await FairleadProgram.RunAsync(["networks", "lookup", "--policy", PolicyFiles.WriteGood(_directory), .. addresses], input)).Succeeded();

    private static string[] Lines(CommandResult result) => result.Output.TrimEnd('\n').Split('\n');
}
