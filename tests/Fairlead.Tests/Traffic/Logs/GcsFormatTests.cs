using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class GcsFormatTests
{
    private const string Heading =
        """
        "time_micros","c_ip","c_ip_type","c_ip_region","cs_method","cs_uri","sc_status","cs_bytes","sc_bytes","time_taken_micros","cs_host","cs_referer","cs_user_agent","s_request_id","cs_operation","cs_bucket","cs_object"
        """;

    private const string Line =
        """
        "1791640536123456","192.0.2.1","1","","GET","/prod-images/containers/images/sha256%3Aabc","200","0","2326","52000","storage.googleapis.com","","containerd/2.0","ABC-1","GET_Object","prod-images","containers/images/sha256:abc"
        """;

    private static readonly LoggedRequest s_request = new(LogLines.Time, RequestMethod.Get, 200, 2326, "192.0.2.1", "prod-images", "/containers/images/sha256:abc", "ABC-1");

    [Fact]
    public void Read_WithAndWithoutHeading_IsTheSame()
    {
        LogLines.Request(new GcsFormat(), Line).ShouldBe(s_request);
        LogLines.Request(new GcsFormat(), Heading, Line).ShouldBe(s_request);
        LogLines.Request(new GcsFormat(), Heading, Heading, Line).ShouldBe(s_request); // logs put one behind the other
        LogLines.Outcome(new GcsFormat(), Heading).ShouldBe(LineOutcome.Ignored);
    }

    [Fact]
    public void Read_OtherColumns_GoByTheHeading()
    {
        LogLines.Request(
            new GcsFormat(),
            "cs_operation,new_one,time_micros,sc_bytes,sc_status,c_ip,cs_object",
            """GET_Object,"a,b",1791640536123456,2326,200,2001:db8::1,"a/b" """.TrimEnd())
            .ShouldBe(new LoggedRequest(LogLines.Time, RequestMethod.Get, 200, 2326, "2001:db8::1", "", "/a/b", ""));
        LogLines.Request(new GcsFormat(), Heading + ",\"later\"", Line + ",\"x\"").ShouldBe(s_request);
        LogLines.Request(new GcsFormat(), Line + ",\"x\",\"y\"").ShouldBe(s_request);
    }

    [Theory]
    [InlineData("GET_Object", "/b/o", RequestMethod.Get)]
    [InlineData("HEAD_Object", "/b/o", RequestMethod.Head)]
    [InlineData("GET_Bucket", "/b?prefix=o", RequestMethod.Other)]
    [InlineData("PUT_Object", "/b/o", RequestMethod.Other)]
    [InlineData("storage.objects.get", "/download/storage/v1/b/b/o/o?alt=media", RequestMethod.Get)]
    [InlineData("storage.objects.get", "/storage/v1/b/b/o/o?generation=1&alt=media", RequestMethod.Get)]
    [InlineData("storage.objects.get", "/storage/v1/b/b/o/o?alt=json", RequestMethod.Other)] // what is known of it
    [InlineData("storage.objects.list", "/storage/v1/b/b/o?alt=media", RequestMethod.Other)]
    public void Read_Operations_AreGetWhereAnObjectIsRead(string operation, string uri, RequestMethod method)
    {
        LogLines.Request(new GcsFormat(), Line.Replace("GET_Object", operation).Replace("/prod-images/containers/images/sha256%3Aabc", uri)).Method.ShouldBe(method);
    }

    /// <summary>Dates end with the year 9999.</summary>
    [Fact]
    public void Read_TimeWithoutADate_IsBad()
    {
        LogLines.Request(new GcsFormat(), Line.Replace("1791640536123456", "253402300799999999")).Time.ShouldBe(LogRecord.LastTime);
        LogLines.Problem(new GcsFormat(), Line.Replace("1791640536123456", "253402300800000000")).ShouldBe("the time is none");
    }

    [Fact]
    public void Read_Listing_HasNoTarget()
    {
        var listing = Line.Replace("GET_Object", "GET_Bucket").Replace("\"containers/images/sha256:abc\"", "\"\"");

        LogLines.Request(new GcsFormat(), listing).ShouldBe(s_request with { Method = RequestMethod.Other, Target = "" });
    }

    [Theory]
    [InlineData("\"192.0.2.1\"", "\"\"")]
    [InlineData("\"2326\"", "\"\"")]
    public void Read_WhatIsNotSaid_IsEmptyOrNone(string said, string instead)
    {
        var request = LogLines.Request(new GcsFormat(), Line.Replace(said, instead));

        request.ShouldBe(said.Contains('.') ? s_request with { Client = null } : s_request with { Bytes = 0 });
    }

    [Fact]
    public void Read_QuotesInFields_AreDoubled()
    {
        LogLines.Request(new GcsFormat(), Line.Replace("containerd/2.0", "say \"\"hi\"\", x").Replace("images/sha256:abc", "a\"\"b\"\"")).Target.ShouldBe("/containers/a\"b\"");
    }

    /// <summary>The object is named as it is called, so that no question mark begins a query.</summary>
    [Fact]
    public void Read_QuestionMarkInAName_IsOfTheName()
    {
        LogLines.Request(new GcsFormat(), Line.Replace("images/sha256:abc", "what?/a\"\"?b=c")).Target.ShouldBe("/containers/what%3F/a\"%3Fb=c");
    }

    [Fact]
    public void Read_WhatTheStoreDidItself_IsNoRequest()
    {
        LogLines.Outcome(new GcsFormat(), Line.Replace("\"200\"", "\"\"")).ShouldBe(LineOutcome.Ignored);
    }

    [Fact]
    public void Read_StorageLog_IsIgnored()
    {
        var format = new GcsFormat();

        LogLines.Outcome(format, "\"bucket\",\"storage_byte_hours\"").ShouldBe(LineOutcome.Ignored);
        LogLines.Outcome(format, "\"prod-images\",\"3435973836800\"").ShouldBe(LineOutcome.Ignored);
        LogLines.Request(format, Heading, Line).ShouldBe(s_request);
    }

    [Theory]
    [InlineData("", LineOutcome.Ignored)]
    [InlineData("\"", LineOutcome.Bad)]
    [InlineData("\"1791640536123456\",\"192.0.2.1", LineOutcome.Bad)] // goes on in the next line
    [InlineData("\"1\"x", LineOutcome.Bad)]
    [InlineData("1\"", LineOutcome.Bad)]
    [InlineData(",,,,,,,,,,,,,,,,", LineOutcome.Bad)]
    public void Read_OtherLines_AreToldApart(string line, LineOutcome outcome)
    {
        LogLines.Outcome(new GcsFormat(), line).ShouldBe(outcome);
    }

    [Theory]
    [InlineData("\"1791640536123456\"", "\"-1791640536123456\"", "the time is none")]
    [InlineData("\"1791640536123456\"", "\"17916405361234560000000\"", "the time is none")]
    [InlineData("\"192.0.2.1\"", "\"192.0.2.256\"", "the client's address is none")]
    [InlineData("\"200\"", "\"2000\"", "the status is none")]
    [InlineData("\"2326\"", "\"-2326\"", "the bytes are no number")]
    [InlineData("\"2326\"", "\"9223372036854775808\"", "the bytes are no number")]
    [InlineData(",\"ABC-1\"", "", "16 of 17 fields")]
    public void Read_FieldThatIsNone_IsBadAndSaysWhy(string said, string instead, string problem)
    {
        LogLines.Problem(new GcsFormat(), Line.Replace(said, instead)).ShouldBe(problem);
    }

    [Fact]
    public void Read_HeadingWithoutTheStatus_MakesAllBad()
    {
        var format = new GcsFormat();

        LogLines.Problem(format, Heading.Replace("sc_status", "x")).ShouldBe("the heading lacks a column");
        LogLines.Problem(format, Line).ShouldBe("after a heading that lacks a column");
    }

    [Fact]
    public void Read_DamagedLines_AreStood() => LogLines.ShouldStandDamage(() => new GcsFormat(), Heading, Line);
}
