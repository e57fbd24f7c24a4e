using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class S3FormatTests
{
    private const string Owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    private const string Begin = Owner + " prod-images [10/Oct/2026:13:55:36 +0000] 192.0.2.3 - 3E57427F3EXAMPLE REST.GET.OBJECT containers/images/sha256%253Aabc ";
    private const string Asked = "\"GET /containers/images/sha256%3Aabc HTTP/1.1\" ";

    /// <summary>As it was at first; then what was appended: a version's id, the host's id, signature, cipher, authentication, host, TLS, access point, ACL and region.</summary>
    private const string Short = Begin + Asked + "200 - 2326 5000000 70 10 \"-\" \"curl/8.0\"";
    private const string Long = Short + " - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader prod-images.s3.us-west-1.amazonaws.com TLSv1.2 arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP Yes us-west-1";

    private static readonly LoggedRequest s_request = new(
        LogLines.Time, RequestMethod.Get, 200, 2326, "192.0.2.3", "prod-images", "/containers/images/sha256%3Aabc", "3E57427F3EXAMPLE REST.GET.OBJECT containers/images/sha256%253Aabc");

    [Theory]
    [InlineData(Short)]
    [InlineData(Short + " -")]
    [InlineData(Long)]
    [InlineData(Long + " what comes later \"even quoted\"")]
    public void Read_LinesOfAllYears_AreTheSame(string line) => LogLines.Request(new S3Format(), line).ShouldBe(s_request);

    [Theory]
    [InlineData("\"Mozilla \"5.0\" 200 - 99 \"x\"")] // of the client's own making
    [InlineData("\"\" 200 - 99 1 1 1 \"\" \"\"")]
    [InlineData("\"")]
    public void Read_QuotesInTheUserAgent_ChangeNothing(string agent) => LogLines.Request(new S3Format(), Long.Replace("\"curl/8.0\"", agent)).ShouldBe(s_request);

    [Theory]
    [InlineData("GET /containers/images/sha256%3Aabc?x=\"y\" HTTP/1.1")]
    [InlineData("GET /\" HTTP/1.1")]
    [InlineData("GET /containers/images/sha256%3Aabc?\"_200_-_9_ HTTP/1.1")]
    [InlineData("-")]
    [InlineData("no request at all")]
    public void Read_RequestOfAnyForm_IsPassedOver(string asked) => LogLines.Request(new S3Format(), Long.Replace(Asked, $"\"{asked}\" ")).ShouldBe(s_request);

    [Theory]
    [InlineData("REST.GET.OBJECT", RequestMethod.Get)]
    [InlineData("WEBSITE.GET.OBJECT", RequestMethod.Get)]
    [InlineData("REST.HEAD.OBJECT", RequestMethod.Head)]
    [InlineData("WEBSITE.HEAD.OBJECT", RequestMethod.Head)]
    [InlineData("REST.GET.BUCKET", RequestMethod.Other)]
    [InlineData("REST.PUT.OBJECT", RequestMethod.Other)]
    [InlineData("REST.COPY.OBJECT_GET", RequestMethod.Other)]
    [InlineData("REST.GET.OBJECT_TAGGING", RequestMethod.Other)]
    public void Read_Operations_AreGetWhereAnObjectIsRead(string operation, RequestMethod method) =>
        LogLines.Request(new S3Format(), Long.Replace("REST.GET.OBJECT", operation)).Method.ShouldBe(method);

    [Fact]
    public void Read_DeleteOfMany_HasAnIdForEach()
    {
        var format = new S3Format();
        var line = Long.Replace("REST.GET.OBJECT", "BATCH.DELETE.OBJECT").Replace("192.0.2.3 -", "- -").Replace(Asked, "- ").Replace("200 - 2326", "204 - -");

        var one = LogLines.Request(format, line);
        var other = LogLines.Request(format, line.Replace("253Aabc", "253Adef"));

        one.RequestId.ShouldNotBe(other.RequestId);
        (one.Method, one.Client, one.Status, one.Bytes).ShouldBe((RequestMethod.Other, null, 204, 0));
    }

    [Fact]
    public void Read_Expiry_IsNoRequest()
    {
        const string line = Owner + " prod-images [10/Oct/2026:13:55:36 +0000] - AmazonS3 E34F8B0EEXAMPLE S3.EXPIRE.OBJECT old%2Bfile \"-\" - - - 82 - - \"-\" \"-\" - - - - - - - - -";

        LogLines.Outcome(new S3Format(), line).ShouldBe(LineOutcome.Ignored);
    }

    [Theory]
    [InlineData("192.0.2.3", "2001:db8::3", "2001:db8::3")]
    [InlineData("192.0.2.3", "-", null)] // the store's own
    public void Read_Addresses_AreOfBothFamiliesOrNone(string said, string instead, string? client) => LogLines.Request(new S3Format(), Long.Replace(said, instead)).Client.ShouldBe(client);

    [Fact]
    public void Read_WhatIsNotSaid_IsNone()
    {
        var request = LogLines.Request(new S3Format(), Long.Replace("3E57427F3EXAMPLE REST.GET.OBJECT containers/images/sha256%253Aabc", "- REST.GET.BUCKET -").Replace("200 - 2326", "304 - -"));

        request.ShouldBe(s_request with { Method = RequestMethod.Other, Status = 304, Bytes = 0, Target = "", RequestId = "" });
    }

    [Theory]
    [InlineData("containers/images/sha256:abc", "/containers/images/sha256:abc")]
    [InlineData("containers/images/sha256%3Aabc", "/containers/images/sha256%3Aabc")] // encoded once, as lifecycle rules have it
    [InlineData("a%2525b", "/a%25b")]
    [InlineData("/leading", "//leading")]
    [InlineData("%25", "/%")]
    public void Read_Keys_LoseOneEncodingOfTwo(string key, string target) => LogLines.Request(new S3Format(), Long.Replace("containers/images/sha256%253Aabc", key)).Target.ShouldBe(target);

    [Theory]
    [InlineData("[10/Oct/2026:13:55:36 +0000]", "[10/Oct/2026:13:55:36]", "no time in brackets after the bucket")]
    [InlineData("[10/Oct/2026", "[10/xxx/2026", "the time is none")]
    [InlineData("192.0.2.3", "192.0.2.300", "the client's address is none")]
    [InlineData("\"GET", "GET", "no request in quotes after the key")]
    [InlineData(" 200 - ", " 20 - ", "the status is none")]
    [InlineData(" 2326 ", " -2326 ", "the bytes are no number")]
    [InlineData(" 2326 ", " 99999999999999999999 ", "the bytes are no number")]
    [InlineData(" prod-images ", "  ", "no owner and bucket in front")]
    public void Read_FieldThatIsNone_IsBadAndSaysWhy(string said, string instead, string problem) => LogLines.Problem(new S3Format(), Long.Replace(said, instead)).ShouldBe(problem);

    [Theory]
    [InlineData("", LineOutcome.Ignored)]
    [InlineData("x", LineOutcome.Bad)]
    [InlineData(Begin, LineOutcome.Bad)]
    [InlineData(Begin + Asked, LineOutcome.Bad)]
    [InlineData(Begin + Asked + "200 - 23", LineOutcome.Bad)] // the number may go on
    public void Read_LinesThatEndEarly_AreBad(string line, LineOutcome outcome) => LogLines.Outcome(new S3Format(), line).ShouldBe(outcome);

    [Fact]
    public void Read_DamagedLines_AreStood() => LogLines.ShouldStandDamage(() => new S3Format(), Long);
}
