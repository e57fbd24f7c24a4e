using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class CombinedFormatTests
{
    private const string Line = """192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /v2/pause/blobs/sha256:abc?ns=x HTTP/1.1" 200 2326 "https://example.org/" "containerd/2.0" """;

    [Fact]
    public void Read_CombinedLine_HasAllThatItSays()
    {
        LogLines.Request(new CombinedFormat(), Line.TrimEnd()).ShouldBe(new LoggedRequest(LogLines.Time, RequestMethod.Get, 200, 2326, "192.0.2.1", "", "/v2/pause/blobs/sha256:abc?ns=x", ""));
    }

    [Theory]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326""", "192.0.2.1")] // common
    [InlineData("""2001:db8::1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/2.0" 200 2326 "-" "-" """, "2001:db8::1")]
    [InlineData("""::ffff:192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "-" """, "192.0.2.1")]
    [InlineData("""192.0.2.1 user-identifier frank [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.0" 200 2326""", "192.0.2.1")]
    [InlineData("""192.0.2.1 - Jane Doe [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "-" """, "192.0.2.1")]
    [InlineData("""192.0.2.1 - a [b] [c [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "-" """, "192.0.2.1")]
    [InlineData("""192.0.2.1 -  [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "-" """, "192.0.2.1")] // a user without a name
    [InlineData("""client.example.org - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "-" """, null)] // HostnameLookups
    [InlineData("""unix: - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "-" """, null)] // nginx on a socket
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "-" "203.0.113.9" 0.004 [x] """, "192.0.2.1")] // fields of one's own
    [InlineData("""192.0.2.1 - - [10/Oct/2026:15:55:36 +0200] "GET /a HTTP/1.1" 200 2326""", "192.0.2.1")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:08:25:36 -0530] "GET /a HTTP/1.1" 200 2326""", "192.0.2.1")]
    [InlineData("""192.0.2.1 - - [11/Oct/2026:03:55:36 +1400] "GET /a HTTP/1.1" 200 2326""", "192.0.2.1")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET http://example.org/a HTTP/1.1" 200 2326""", "192.0.2.1")] // absolute form
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/2" 200 2326""", "192.0.2.1")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a" 200 2326""", "192.0.2.1")] // HTTP/0.9
    public void Read_OneOfTheWaysToWriteIt_IsTheSameRequest(string line, string? client)
    {
        LogLines.Request(new CombinedFormat(), line).ShouldBe(new LoggedRequest(LogLines.Time, RequestMethod.Get, 200, 2326, client, "", "/a", ""));
    }

    [Fact]
    public void Read_TimeBefore1970_IsBad()
    {
        LogLines.Request(new CombinedFormat(), Line.Replace("10/Oct/2026:13:55:36 +0000", "01/Jan/1970:01:00:00 +0100")).Time.ShouldBe(0);
        LogLines.Problem(new CombinedFormat(), Line.Replace("10/Oct/2026:13:55:36 +0000", "01/Jan/1970:00:59:59 +0100")).ShouldBe("the time is none");
    }

    [Fact]
    public void Read_VirtualHostInFront_IsTheBackend()
    {
        var request = LogLines.Request(new CombinedFormat(), """registry.example.org:443 192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "HEAD /a HTTP/1.1" 304 - "-" "-" """);

        request.ShouldBe(new LoggedRequest(LogLines.Time, RequestMethod.Head, 304, 0, "192.0.2.1", "registry.example.org", "/a", ""));
    }

    [Theory]
    [InlineData("""\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03""")] // TLS where none is spoken
    [InlineData("-")]
    [InlineData("")]
    [InlineData("OPTIONS * HTTP/1.1")]
    [InlineData("CONNECT example.org:443 HTTP/1.1")]
    [InlineData("""\x22 \x22""")]
    [InlineData("""\" \\""")]
    [InlineData(" ")]
    [InlineData("GET")]
    [InlineData("get http://example.org HTTP/1.1")]
    public void Read_NoRequestLine_IsARequestOfNothing(string requestLine)
    {
        var request = LogLines.Request(new CombinedFormat(), $"""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "{requestLine}" 400 157 "-" "-" """);

        request.ShouldBe(new LoggedRequest(LogLines.Time, RequestMethod.Other, 400, 157, "192.0.2.1", "", "", ""));
    }

    [Theory]
    [InlineData("""GET /a\"b HTTP/1.1""", """/a\"b""")] // Apache
    [InlineData("""GET /a\x22b HTTP/1.1""", """/a\x22b""")] // nginx
    [InlineData("""GET /a\\ HTTP/1.1""", """/a\\""")]
    [InlineData("""GET /a\\\" HTTP/1.1""", """/a\\\" """)]
    [InlineData("""GET /a b HTTP/1.1""", "/a b")]
    [InlineData("""GET /a HTTP/1.1 HTTP/1.1""", "/a HTTP/1.1")]
    [InlineData("""GET //a/../b HTTP/1.1""", "//a/../b")]
    public void Read_OddTargets_StayAsTheyAre(string requestLine, string target)
    {
        LogLines.Request(new CombinedFormat(), $"""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "{requestLine}" 200 5 "-" "-" """).Target.ShouldBe(target.TrimEnd());
    }

    [Fact]
    public void Read_ClientGaveUp_Is499()
    {
        LogLines.Request(new CombinedFormat(), """192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 000 0 "-" "-" """).Status.ShouldBe(499);
    }

    [Theory]
    [InlineData("Jan", 1767225600)]
    [InlineData("Feb", 1769904000)]
    [InlineData("Mar", 1772323200)]
    [InlineData("Apr", 1775001600)]
    [InlineData("May", 1777593600)]
    [InlineData("Jun", 1780272000)]
    [InlineData("Jul", 1782864000)]
    [InlineData("Aug", 1785542400)]
    [InlineData("Sep", 1788220800)]
    [InlineData("Oct", 1790812800)]
    [InlineData("Nov", 1793491200)]
    [InlineData("Dec", 1796083200)]
    public void Read_EachMonth_IsKnown(string month, long time)
    {
        var format = new CombinedFormat();

        LogLines.Request(format, $"""192.0.2.1 - - [01/{month}/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 0""").Time.ShouldBe(time);
        LogLines.Request(format, $"""192.0.2.1 - - [01/{month}/2026:00:00:01 +0000] "GET / HTTP/1.1" 200 0""").Time.ShouldBe(time + 1); // the day is remembered
        LogLines.Request(format, $"""192.0.2.1 - - [02/{month}/2026:00:00:01 +0000] "GET / HTTP/1.1" 200 0""").Time.ShouldBe(time + 86_401);
    }

    [Theory]
    [InlineData("29/Feb/2028:00:00:00 +0000", true)]
    [InlineData("29/Feb/2026:00:00:00 +0000", false)]
    [InlineData("31/Dec/2026:23:59:60 +0000", true)] // a leap second
    [InlineData("31/Dec/2026:24:00:00 +0000", false)]
    [InlineData("00/Dec/2026:00:00:00 +0000", false)]
    [InlineData("01/dec/2026:00:00:00 +0000", false)]
    [InlineData("01/anF/2026:00:00:00 +0000", false)]
    [InlineData("01/Dec/20x6:00:00:00 +0000", false)]
    [InlineData("01/Dec/1969:00:00:00 +0000", false)]
    [InlineData("01/Dec/2026:00:0x:00 +0000", false)]
    [InlineData("01/Dec/2026:00:60:00 +0000", false)]
    [InlineData("01/Dec/2026:00:00:00  0000", false)]
    [InlineData("01/Dec/2026:00:00:00 +2400", false)]
    [InlineData("01/Dec/2026:00:00:00 +0060", false)]
    [InlineData("01-Dec-2026:00:00:00 +0000", false)]
    [InlineData("01/Dec/2026 00:00:00 +0000", false)]
    public void Read_Times_AreHeldToTheCalendar(string time, bool isGood)
    {
        LogLines.Outcome(new CombinedFormat(), $"""192.0.2.1 - - [{time}] "GET / HTTP/1.1" 200 0""").ShouldBe(isGood ? LineOutcome.Request : LineOutcome.Bad);
    }

    [Theory]
    [InlineData("hello", "no request line")]
    [InlineData("""192.0.2.1 "GET / HTTP/1.1" 200 5""", "no time before the request line")]
    [InlineData("""192.0.2.1 - - 10/Oct/2026:13:55:36 +0000 ... "GET / HTTP/1.1" 200 5""", "no time in brackets before the request line")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1 200 5""", "the request line has no end")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1\" 200 5""", "the request line has no end")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200""", "no status and bytes after the request line")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 2x0 5""", "the status is none")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 999 5""", "the status is none")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 099 5""", "the status is none")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 -5""", "the bytes are no number")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 +5""", "the bytes are no number")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 9999999999999999999""", "the bytes are no number")]
    [InlineData("""192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200  5""", "the bytes are no number")]
    [InlineData(""" - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 5""", "neither a client's address nor its host's name in front")]
    [InlineData("""Oct 10 13:55:36 web nginx: 192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 5""", "neither a client's address nor its host's name in front")]
    public void Read_SomethingElse_IsBadAndSaysWhy(string line, string problem)
    {
        LogLines.Problem(new CombinedFormat(), line).ShouldBe(problem);
    }

    [Fact]
    public void Read_DamagedLines_AreStood() => LogLines.ShouldStandDamage(() => new CombinedFormat(), Line.TrimEnd());
}
