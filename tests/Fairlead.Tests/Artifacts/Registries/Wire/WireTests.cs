using System.Net.Http.Headers;
using System.Text;
using Fairlead.Artifacts.Registries.Wire;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Registries.Wire;

public sealed class WireTests
{
    private static readonly DateTimeOffset s_now = new(2026, 7, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("</v2/a/tags/list?last=b&n=2>; rel=\"next\"", "/v2/a/tags/list?last=b&n=2")]
    [InlineData("<https://x/v2/_catalog?last=b>;rel=next", "https://x/v2/_catalog?last=b")]
    [InlineData("<a>; rel=\"prev\", <b>; title=\"t\"; rel=\"last NEXT\"", "b")]
    [InlineData("<a>; rel=\"prev\"", null)]
    [InlineData("<a>; nextrel=next", null)]
    [InlineData("<a>", null)]
    [InlineData("<a", null)]
    [InlineData("", null)]
    public void PageLinkNext_Header_IsTheNextPage(string header, string? next) => PageLink.Next(header.AsSpan()).ShouldBe(next);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("3600", 120)]
    [InlineData("Wed, 29 Jul 2026 12:00:30 GMT", 30)]
    [InlineData("Wed, 29 Jul 2026 11:00:00 GMT", 0)]
    public void RetryAfterOf_Header_IsTheWaitWithinBounds(string header, int seconds) =>
        RetryAfter.Of(RetryConditionHeaderValue.Parse(header), s_now).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void RetryAfterOf_NoHeader_IsNull() => RetryAfter.Of(null, s_now).ShouldBeNull();

    [Theory]
    [InlineData("a\r\nb\u001b[31m\tc", "a b [31m c")]
    [InlineData("  a  ", "a")]
    [InlineData("a\u202eb\u2028c", "a b c")]
    public void PlainTextOf_ControlCharacters_AreGone(string text, string plain) => PlainText.Of(text).ShouldBe(plain);

    [Fact]
    public void PlainTextOf_LongText_IsCut() => PlainText.Of(new string('x', 1000)).Length.ShouldBe(PlainText.MaxLength);

    [Theory]
    [InlineData("bytes 5-9/10", 5, 10L, true)]
    [InlineData("bytes 5-9/*", 5, 10L, true)]
    [InlineData("bytes 5-9/10", 5, null, true)]
    [InlineData("bytes 4-9/10", 5, 10L, false)]
    [InlineData("bytes 5-8/10", 5, 10L, false)]
    [InlineData("bytes 5-9/11", 5, 10L, false)]
    [InlineData("bytes 5-10/11", 5, 10L, false)]
    [InlineData("bytes */10", 5, 10L, false)]
    [InlineData("lines 5-9/10", 5, 10L, false)]
    public void ByteSpanContinues_Range_HasToBeTheRest(string header, long from, long? size, bool continues) =>
        ByteSpan.Continues(ContentRangeHeaderValue.Parse(header), from, size).ShouldBe(continues);

    [Fact]
    public void RateLimitWait_MoreThanItsRate_ComesOneAfterAnother()
    {
        var time = new ManualTime();
        var limit = new RateLimit(2, time);
        var cancel = TestContext.Current.CancellationToken;
        limit.WaitAsync(cancel).IsCompleted.ShouldBeTrue();
        var (second, third) = (limit.WaitAsync(cancel).AsTask(), limit.WaitAsync(cancel).AsTask());
        time.Advance(TimeSpan.FromSeconds(0.499));
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.001));
        second.IsCompleted.ShouldBeTrue();
        third.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.5));
        third.IsCompleted.ShouldBeTrue();
        // An hour without requests is no licence for a burst.
        time.Advance(TimeSpan.FromHours(1));
        limit.WaitAsync(cancel).IsCompleted.ShouldBeTrue();
        limit.WaitAsync(cancel).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void RateLimitWait_ClockSetBack_HoldsNobody()
    {
        var time = new SetBackTime();
        var limit = new RateLimit(2, time);
        var cancel = TestContext.Current.CancellationToken;
        limit.WaitAsync(cancel).IsCompleted.ShouldBeTrue();
        limit.WaitAsync(cancel).IsCompleted.ShouldBeFalse();
        time.Due.ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void RateLimitPause_WithoutARate_HoldsEverybody()
    {
        var time = new ManualTime();
        var limit = new RateLimit(null, time);
        var cancel = TestContext.Current.CancellationToken;
        limit.Pause(TimeSpan.FromSeconds(5));
        var waiting = limit.WaitAsync(cancel).AsTask();
        time.Advance(TimeSpan.FromSeconds(4.9));
        waiting.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        waiting.IsCompleted.ShouldBeTrue();
        limit.WaitAsync(cancel).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Schema1PayloadTryDigest_SignedManifest_IsOfWhatWasSigned()
    {
        var (signed, payload) = SignedSchema1();
        Schema1Payload.TryDigest(signed, out var digest).ShouldBeTrue();
        digest.ShouldBe(Digest.Of(payload));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[1")]
    [InlineData("{\"signatures\":[{\"protected\":\"!\"}]}")]
    [InlineData("{\"signatures\":[{\"protected\":7}]}")]
    [InlineData("{\"signatures\":[{\"protected\":\"eyJmb3JtYXRMZW5ndGgiOjk5OTk5LCJmb3JtYXRUYWlsIjoiIn0\"}]}")] // formatLength 99999
    [InlineData("{\"signatures\":[{\"protected\":\"eyJmb3JtYXRMZW5ndGgiOi0xLCJmb3JtYXRUYWlsIjoiIn0\"}]}")] // formatLength -1
    public void Schema1PayloadTryDigest_AnythingElse_IsNone(string text) =>
        Schema1Payload.TryDigest(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    // An hour earlier at each look at the clock; the time that has passed is none.
    private sealed class SetBackTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 7, 29, 12, 0, 0, TimeSpan.Zero);

        public TimeSpan Due { get; private set; }

        public override DateTimeOffset GetUtcNow() => _now -= TimeSpan.FromHours(1);

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A signed manifest, and what it signs.</summary>
    internal static (byte[] Signed, byte[] Payload) SignedSchema1()
    {
        const string body = "{\n   \"schemaVersion\": 1,\n   \"name\": \"team/old\",\n   \"tag\": \"v1\"";
        var format = $$"""{"formatLength":{{body.Length}},"formatTail":"{{Base64("\n}")}}","time":"2015-01-01T00:00:00Z"}""";
        var signed = $$"""{{body}},{{"\n"}}   "signatures": [{"header":{"alg":"ES256"},"signature":"x","protected":"{{Base64(format)}}"}]{{"\n"}}}""";
        return (Encoding.UTF8.GetBytes(signed), Encoding.UTF8.GetBytes(body + "\n}"));

        static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }
}
