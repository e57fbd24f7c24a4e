using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class CloudFrontFormatTests
{
    private const string Version = "#Version: 1.0";
    private const string Fields =
        "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header "
        + "cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte "
        + "x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end";

    private static readonly string s_line = string.Join('\t', (string[])
    [
        "2026-10-10", "13:55:36", "LAX1-C1", "2326", "192.0.2.24", "GET", "d111111abcdef8.cloudfront.net", "/v2/pause/blobs/sha256:abc", "200", "-", "Mozilla/5.0%2520(Windows)", "-", "-", "Hit",
        "k6WGMNkEzR5BEM_SaF47gjtX9zBDO2m349OY2an0QPEaUum1ZOLrow==", "cdn.example.org", "https", "23", "0.001", "-", "TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256", "Hit", "HTTP/2.0", "-", "-", "11040", "0.001",
        "Hit", "text/html", "78", "-", "-",
    ]);

    private static readonly LoggedRequest s_request = new(
        LogLines.Time, RequestMethod.Get, 200, 2326, "192.0.2.24", "cdn.example.org", "/v2/pause/blobs/sha256:abc", "k6WGMNkEzR5BEM_SaF47gjtX9zBDO2m349OY2an0QPEaUum1ZOLrow==");

    [Fact]
    public void Read_StandardLog_HasAllThatItSays()
    {
        var format = new CloudFrontFormat();

        LogLines.Outcome(format, Version).ShouldBe(LineOutcome.Ignored);
        LogLines.Outcome(format, Fields).ShouldBe(LineOutcome.Ignored);
        LogLines.Request(format, s_line).ShouldBe(s_request);
    }

    [Fact]
    public void Read_OtherFields_GoByTheFieldsLine()
    {
        const string fields = "#Fields: sc-status cs-method time date sc-bytes new-one";

        LogLines.Request(new CloudFrontFormat(), fields, "404\tHEAD\t13:55:36\t2026-10-10\t5\tx").ShouldBe(new LoggedRequest(LogLines.Time, RequestMethod.Head, 404, 5, null, "", "", ""));
        LogLines.Request(new CloudFrontFormat(), Fields, s_line, fields, "404\tHEAD\t13:55:36\t2026-10-10\t5").Status.ShouldBe(404); // logs put one behind the other
        LogLines.Request(new CloudFrontFormat(), Fields + " later", s_line + "\tx").ShouldBe(s_request);
        LogLines.Request(new CloudFrontFormat(), Fields, s_line + "\tx\ty").ShouldBe(s_request);
    }

    /// <summary>Fields of real-time logs may be chosen for standard ones, too.</summary>
    [Theory]
    [InlineData("timestamp", "1791640536")]
    [InlineData("timestamp", "1791640536.937")]
    [InlineData("timestamp(ms)", "1791640536937")]
    [InlineData("date timestamp", "2026-10-11\t1791640536")]
    [InlineData("timestamp date time", "1\t2026-10-10\t13:55:36")]
    [InlineData("timestamp(ms) date time", "1791640536937\t-\t-")]
    public void Read_Timestamp_IsTheTimeWhereNoDateAndTimeAre(string fields, string values)
    {
        var request = LogLines.Request(new CloudFrontFormat(), $"#Fields: {fields} DistributionId sc-bytes cs-method sc-status", $"{values}\tEYK26\t5\tGET\t200");

        request.ShouldBe(new LoggedRequest(LogLines.Time, RequestMethod.Get, 200, 5, null, "", "", ""));
    }

    [Theory]
    [InlineData("timestamp", "")]
    [InlineData("timestamp", "-1")]
    [InlineData("timestamp", ".5")]
    [InlineData("timestamp", "253402300800")]
    [InlineData("timestamp(ms)", "253402300800000")]
    [InlineData("timestamp(ms)", "1791640536.937")]
    public void Read_TimestampThatIsNone_IsBad(string field, string value)
    {
        var format = new CloudFrontFormat();
        LogLines.Outcome(format, $"#Fields: {field} sc-bytes cs-method sc-status");

        LogLines.Problem(format, $"{value}\t5\tGET\t200").ShouldBe("the time is none");
    }

    [Theory]
    [InlineData("GET", "POST", RequestMethod.Other)]
    [InlineData("GET", "HEAD", RequestMethod.Head)]
    public void Read_Methods_AreToldApart(string said, string instead, RequestMethod method) =>
        LogLines.Request(new CloudFrontFormat(), Fields, s_line.Replace(said, instead)).Method.ShouldBe(method);

    [Theory]
    [InlineData("/a", "-", "/a")]
    [InlineData("/a", "x=1&y=2", "/a?x=1&y=2")]
    [InlineData("/sha256%253Aabc", "-", "/sha256%3Aabc")] // as it was asked for: sha256%3Aabc
    [InlineData("/a%2520b", "q=%2525", "/a%20b?q=%25")]
    [InlineData("/a%7Eb", "-", "/a%7Eb")]
    public void Read_PathAndQuery_AreAsTheClientSentThem(string path, string query, string target)
    {
        var line = s_line.Replace("/v2/pause/blobs/sha256:abc", path).Replace("Mozilla/5.0%2520(Windows)\t-", $"Mozilla/5.0%2520(Windows)\t{query}");

        LogLines.Request(new CloudFrontFormat(), Fields, line).Target.ShouldBe(target);
    }

    [Theory]
    [InlineData("192.0.2.24", "2001:db8::24", "2001:db8::24")]
    [InlineData("192.0.2.24", "-", null)]
    public void Read_Addresses_AreOfBothFamiliesOrNone(string said, string instead, string? client) =>
        LogLines.Request(new CloudFrontFormat(), Fields, s_line.Replace(said, instead)).Client.ShouldBe(client);

    [Fact]
    public void Read_NoHostHeader_IsTheDistributions() =>
        LogLines.Request(new CloudFrontFormat(), Fields, s_line.Replace("cdn.example.org", "-")).Backend.ShouldBe("d111111abcdef8.cloudfront.net");

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    public void Read_NoDateBeforeAnyOther_IsNoDay(string date)
    {
        var format = new CloudFrontFormat();
        LogLines.Outcome(format, Fields);
        LogLines.Problem(format, s_line.Replace("2026-10-10", date)).ShouldBe("the time is none");
    }

    [Fact]
    public void Read_ClientGaveUp_Is499() => LogLines.Request(new CloudFrontFormat(), Fields, s_line.Replace("\t200\t", "\t000\t")).Status.ShouldBe(499);

    [Theory]
    [InlineData("2026-10-10", "2026-13-10", "the time is none")]
    [InlineData("2026-10-10", "2026/10/10", "the time is none")]
    [InlineData("13:55:36", "13:55", "the time is none")]
    [InlineData("192.0.2.24", "192.0.2.24:80", "the client's address is none")]
    [InlineData("\t200\t", "\t-\t", "the status is none")]
    [InlineData("\t2326\t", "\t-1\t", "the bytes are no number")]
    [InlineData("\t2326\t", "\t99999999999999999999\t", "the bytes are no number")]
    public void Read_FieldThatIsNone_IsBadAndSaysWhy(string said, string instead, string problem)
    {
        var format = new CloudFrontFormat();
        LogLines.Outcome(format, Fields);

        LogLines.Problem(format, s_line.Replace(said, instead)).ShouldBe(problem);
    }

    [Fact]
    public void Read_LinesThatEndEarly_AreBad()
    {
        var format = new CloudFrontFormat();
        LogLines.Outcome(format, Fields);

        LogLines.Problem(format, "2026-10-10\t13:55:36").ShouldBe("2 of 16 fields");
    }

    [Theory]
    [InlineData("#Version: 1.0", false)]
    [InlineData("#Fields:", true)]
    [InlineData("#Fields: date time c-ip", true)]
    [InlineData("#Fields: date sc-status sc-bytes cs-method", true)]
    public void Read_NoFieldsBefore_IsBad(string before, bool isBad)
    {
        var format = new CloudFrontFormat();
        LogLines.Outcome(format, before).ShouldBe(isBad ? LineOutcome.Bad : LineOutcome.Ignored);

        LogLines.Problem(format, s_line).ShouldStartWith("no #Fields line that has");
    }

    [Fact]
    public void Read_EndlessFieldsLine_IsBounded()
    {
        var format = new CloudFrontFormat();

        LogLines.Outcome(format, Fields + string.Concat(Enumerable.Repeat(" c-ip", 10_000))).ShouldBe(LineOutcome.Ignored);
        LogLines.Problem(format, s_line).ShouldBe("33 of 256 fields");
    }

    [Fact]
    public void Read_DamagedLines_AreStood()
    {
        LogLines.ShouldStandDamage(() => new CloudFrontFormat(), Version, Fields, s_line);
        LogLines.ShouldStandDamage(() => new CloudFrontFormat(), Version, Fields, s_line.Replace("/v2/pause", "/v2/%25a").Replace("Mozilla/5.0%2520(Windows)\t-", "x\tq=%25"));
    }
}
