using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class FastlyFormatTests
{
    private const string Common = """192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326""";

    [Theory]
    [InlineData("")] // blank
    [InlineData("<134>2026-10-10T13:55:36Z cache-sjc3128 LogTest[62959]: ")] // classic
    [InlineData("<134>1 2026-10-10T13:55:36Z cache-sjc3128 LogTest 62959 - [0a1b@41058 tag=\"fastly\" tag=\"b\"] ")] // loggly
    [InlineData("<134>1 2026-10-10T13:55:36Z cache-sjc3128 LogTest 62959 - [a@1 b=\"x]\\\"y\"][c@1] ")]
    [InlineData("<134>1 2026-10-10T13:55:36Z cache-sjc3128 LogTest 62959 - - ")]
    [InlineData("133 <134>1 2026-10-10T13:55:36Z cache-sjc3128 LogTest 62959 - ")] // logplex
    public void Read_EachLineFormat_IsTheSameRequest(string prefix)
    {
        var request = new LoggedRequest(LogLines.Time, RequestMethod.Get, 200, 2326, "192.0.2.1", "", "/a", "");

        LogLines.Request(new FastlyFormat(), prefix + Common).ShouldBe(request);
        LogLines.Request(new FastlyFormat(), prefix + Common + " \"https://example.org/\" \"curl\"").ShouldBe(request);
    }

    [Theory]
    [InlineData("<134")]
    [InlineData("<>2026-10-10T13:55:36Z cache-sjc3128 LogTest[62959]: " + Common)]
    [InlineData("<x>2026-10-10T13:55:36Z cache-sjc3128 LogTest[62959]: " + Common)]
    [InlineData("<134>2026-10-10T13:55:36Z cache-sjc3128 " + Common)]
    [InlineData("<134>1 2026-10-10T13:55:36Z cache-sjc3128")]
    [InlineData("<134>1 2026-10-10T13:55:36Z cache-sjc3128 LogTest 62959 - [a@1 b=\"c] " + Common)]
    [InlineData("<134>1 2026-10-10T13:55:36Z cache-sjc3128 LogTest 62959 - [a@1 " + Common)]
    public void Read_DamagedPrefix_IsBad(string line)
    {
        var format = new FastlyFormat();

        LogLines.Outcome(format, line).ShouldBe(LineOutcome.Bad);
        format.Problem.ShouldNotBeEmpty();
    }

    [Fact]
    public void Read_BadLineBehindThePrefix_SaysWhy() =>
        LogLines.Problem(new FastlyFormat(), "<134>2026-10-10T13:55:36Z cache-sjc3128 LogTest[62959]: hello").ShouldBe("no request line");

    [Fact]
    public void Read_DamagedLines_AreStood() =>
        LogLines.ShouldStandDamage(() => new FastlyFormat(), "133 <134>1 2026-10-10T13:55:36Z cache-sjc3128 LogTest 62959 - [a@1 b=\"x]\\\"y\"][c@1] " + Common);
}
