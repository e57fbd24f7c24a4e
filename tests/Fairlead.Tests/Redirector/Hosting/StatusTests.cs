using System.Security.Cryptography;
using System.Text;
using Fairlead.Redirector.Status.Html;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>The status page on the admin port.</summary>
public sealed class StatusTests(AnswersFixture fixture) : IClassFixture<AnswersFixture>
{
    private RunningRedirector Server => fixture.Server;

    [Fact]
    public async Task Page_Headers_LetInNothingButTheStyleAndScriptInIt()
    {
        var answer = await Server.AskAdminAsync("/");

        answer.Status.ShouldBe(200);
        answer["Content-Type"].ShouldBe("text/html; charset=utf-8");
        answer["Cache-Control"].ShouldBe("no-store");
        answer["X-Content-Type-Options"].ShouldBe("nosniff");
        var policy = answer["Content-Security-Policy"]!.Split("; ");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain($"script-src '{HashOf(Between(answer.Body, "<script>", "</script>"))}'");
        policy.ShouldContain($"style-src '{HashOf(Between(answer.Body, "<style>", "</style>"))}'");
        answer.Body.ShouldNotContain(" style=");
        (await Server.AskAdminAsync("/", "HEAD")).Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_WithAQuestion_AnswersIt()
    {
        var answer = await AskBoxAsync("address=192.0.2.1&path=%2Fv2%2Fpause%2Fmanifests%2F3.10&host=&header=");

        answer.Status.ShouldBe(200);
        answer.Body.ShouldContain("<div id=\"explanation\">");
        answer.Body.ShouldContain("/v2/prod/images/pause/manifests/3.10");
        answer.Body.ShouldContain("value=\"192.0.2.1\"");
        answer["Content-Security-Policy"].ShouldBe(StatusAssets.ContentSecurityPolicy);
        answer.Body.ShouldContain("<form method=\"post\"", Case.Sensitive, "an address in a URL is in histories and in proxies' logs");
        (await Server.AskAdminAsync("/?address=192.0.2.1&path=/v2/x")).Body.ShouldNotContain("value=\"192.0.2.1\"");
    }

    [Theory]
    [InlineData("address=%3Cscript%3Ealert(1)%3C/script%3E&path=/v2/x", "&#39;&lt;script&gt;alert(1)&lt;/script&gt;&#39; is not an IP address")]
    [InlineData("address=192.0.2.1&path=", "give a path")]
    [InlineData("address=192.0.2.1", "give a path")]
    [InlineData("address=192.0.2.1&path=/v2/x&header=nonsense", "nonsense")]
    [InlineData("address=192.0.2.1&path=/v2/x&header=%22%3E%3Cscript%3Ealert(1)", "&lt;script&gt;alert(1)")]
    [InlineData("address=%00%FF%&path=/v2/x", "is not an IP address")]
    public async Task Page_WithAWrongQuestion_SaysWhatIsWrong(string form, string problem)
    {
        var answer = await AskBoxAsync(form);

        answer.Status.ShouldBe(200);
        answer.Body.ShouldContain(problem);
        answer.Body.ShouldNotContain("<script>alert");
        answer.Body.ShouldNotContain("id=\"explanation\"");
    }

    [Fact]
    public async Task Page_WithHostileWordsInAGoodQuestion_ShowsThemAsText()
    {
        var answer = await AskBoxAsync("address=192.0.2.1&path=%2F%22%3E%3Cscript%3Ealert(1)&host=%22%3E%3Cscript%3Ealert(1)&header=X%3A+%22%3E%3Cscript%3Ealert(1)");

        answer.Status.ShouldBe(200);
        answer.Body.ShouldContain("id=\"explanation\"");
        answer.Body.ShouldNotContain("<script>alert");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task Page_WithAFormThatIsNotOurs_Is400OrThePage(int kilobytes)
    {
        var answer = await AskBoxAsync("a=" + new string('b', kilobytes * 1024));
        answer.Status.ShouldBeOneOf(kilobytes == 1 ? [200] : [400, 413]);
    }

    [Fact]
    public async Task Page_WithThousandsOfFields_Is400() => (await AskBoxAsync(string.Concat(Enumerable.Repeat("a&", 2000)))).Status.ShouldBe(400);

    [Theory]
    [InlineData("Sec-Fetch-Site: same-origin\r\n", 200)]
    [InlineData("Sec-Fetch-Site: none\r\n", 200)]
    [InlineData("Sec-Fetch-Site: cross-site\r\n", 403)]
    [InlineData("Sec-Fetch-Site: same-site\r\n", 403)] // another port of this machine
    [InlineData("Origin: http://localhost\r\n", 200)]
    [InlineData("Origin: null\r\n", 403)]
    [InlineData("Origin: http://evil.example\r\n", 403)]
    [InlineData("Origin: http://evil-localhost\r\n", 403)]
    public async Task Question_OfAnotherSite_IsRefused(string headers, int status)
    {
        (await Server.AskAdminAsync("/", "POST", headers: headers, body: "address=192.0.2.1&path=/v2/x")).Status.ShouldBe(status);
        (await Server.AskAdminAsync("/explain?address=192.0.2.1&path=/v2/x", headers: headers)).Status.ShouldBe(status);
        (await Server.AskAdminAsync("/", headers: headers)).Status.ShouldBe(200, "a link leads here from a dashboard, and asks nobody");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:9090")]
    [InlineData("fairlead.localhost:80")]
    [InlineData("127.0.0.1:9090")]
    [InlineData("[::1]:9090")]
    [InlineData("10.0.0.1")]
    [InlineData("fairlead:9090")]
    [InlineData("evil.example:9090", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("localhost.", 421)]
    [InlineData("127.0.0.1.evil.example:9090", 421)]
    public async Task Host_OfAnotherName_IsRefusedOnLoopback(string host, int status = 200)
    {
        foreach (var target in new[] { "/", "/metrics", "/missing", "/explain?address=192.0.2.1&path=/v2/x" }) (await Server.AskAdminAsync(target, host: host)).Status.ShouldBe(status, target);
        foreach (var target in new[] { "/healthz", "/readyz" }) (await Server.AskAdminAsync(target, host: host)).Status.ShouldBe(200, "they tell nothing, and balancers send what they like");
    }

    [Fact]
    public async Task Page_AfterRequests_CountsThemByProviderAndRegion()
    {
        await using var server = await RunningRedirector.StartAsync();
        for (var i = 0; i < 3; i++) await server.GetAsync($"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}", RunningRedirector.InParis);

        var page = (await server.AskAdminAsync("/")).Body;

        Between(page, "<tbody id=\"requests-rows\"", "</tbody>").ShouldSatisfyAllConditions(
            rows => rows.ShouldContain("<bdi>cloud</bdi>"),
            rows => rows.ShouldContain("<span>eu-west-3</span>"),
            rows => rows.ShouldContain("<td data-label=\"Blobs to mirrors\"><span>100"),
            rows => rows.ShouldContain("<td data-label=\"Since the start\"><span>3</span>"));
        Between(page, "<bdi>cloud-eu-west-3</bdi>", "</tr>").ShouldContain("<small>66.7");
    }

    [Fact]
    public void Assets_Both_AskNothingOfAnybodyElse()
    {
        (StatusAssets.Style + StatusAssets.Script).ShouldNotContain("//www");
        StatusAssets.Style.ShouldNotContain("url(");
        StatusAssets.Style.ShouldNotContain("@import");
    }

    private Task<RawAnswer> AskBoxAsync(string form) => Server.AskAdminAsync("/", "POST", headers: "Content-Type: application/x-www-form-urlencoded\r\n", body: form);

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
