using Fairlead.Cli.Reporting;

namespace Fairlead.Tests.Cli.Reporting;

public sealed class LogCollectionTests
{
    [Fact]
    public async Task Add_MoreThanThereMayBe_Ends()
    {
        await using var found = new LogCollection(shard: null, new HashSet<string> { "salt" }, most: 2);
        foreach (var name in new[] { "a", "salt", "b" }) found.Add(new FileLog(name), name, name);

        Should.Throw<IOException>(() => found.Add(new FileLog("c"), "c", "c")).Message.ShouldContain("more than 2 logs");
        found.Logs.Count.ShouldBe(2);
    }
}
