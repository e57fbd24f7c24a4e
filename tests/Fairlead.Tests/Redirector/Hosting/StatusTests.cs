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
        var answer = await Server.AskAdminAsync("/?address=192.0.2.1&path=/v2/pause/manifests/3.10&host=&header=");

        answer.Body.ShouldContain("<div id=\"explanation\">");
        answer.Body.ShouldContain("/v2/prod/images/pause/manifests/3.10");
        answer.Body.ShouldContain("value=\"192.0.2.1\"");
    }

    [Theory]
    [InlineData("/?address=%3Cscript%3Ealert(1)%3C/script%3E&path=/v2/x", "&#39;&lt;script&gt;alert(1)&lt;/script&gt;&#39; is not an IP address")]
    [InlineData("/?address=192.0.2.1&path=", "give a path")]
    [InlineData("/?address=192.0.2.1", "give a path")]
    [InlineData("/?address=192.0.2.1&path=/v2/x&header=nonsense", "nonsense")]
    public async Task Page_WithAWrongQuestion_SaysWhatIsWrong(string target, string problem)
    {
        var answer = await Server.AskAdminAsync(target);

        answer.Status.ShouldBe(200);
        answer.Body.ShouldContain(problem);
        answer.Body.ShouldNotContain("<script>alert");
        answer.Body.ShouldNotContain("id=\"explanation\"");
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

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
