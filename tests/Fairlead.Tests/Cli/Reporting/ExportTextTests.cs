using Fairlead.Cli.Reporting;
using Fairlead.Traffic.ClickHouse;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Cli.Reporting;

public sealed class ExportTextTests
{
    [Fact]
    public void Write_Duplicates_AreToldOnce()
    {
        using var output = new StringWriter();
        ExportText.Write(output, new ExportReport
        {
            Target = new DatabaseTarget(ClickHouseAddress.Parse("http://127.0.0.1:8123", _ => null, out _)!, "fairlead"),
            Logs = new LogCounts { Files = 1, Lines = 5, Requests = 3, Duplicates = 2 },
            RequestsSent = 3,
            BatchesSent = 1,
            BatchesThere = 0,
            Retries = 0,
            Failures = [],
            Took = TimeSpan.FromSeconds(1),
        });
        output.ToString().Split('\n').Count(line => line.StartsWith("left out: 2 ", StringComparison.Ordinal)).ShouldBe(1);
    }
}
