using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>What is on the wire for each request rule, headers and all.</summary>
public sealed class AnswersTests(AnswersFixture fixture) : IClassFixture<AnswersFixture>
{
    private const string OfARedirect = "Cache-Control, Content-Length, Location";
    private const string OfABody = "Cache-Control, Content-Length, Content-Type";

    private RunningRedirector Server => fixture.Server;

    [Theory] // rule 1
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("get")]
    [InlineData("FOO")]
    public async Task Method_NeitherGetNorHead_Is405(string method)
    {
        var answer = await Server.GetAsync("/v2/pause/blobs/uploads/", method: method);
        answer.Status.ShouldBe(405);
        answer["Allow"].ShouldBe("GET, HEAD");
        answer.HeaderNames.ShouldBe("Allow, " + OfABody);
        answer.Body.ShouldStartWith("{\"errors\":[{\"code\":\"UNSUPPORTED\",");
    }

    [Theory] // rule 2
    [InlineData("/", "https://info.example/about")]
    [InlineData("/?x=1", "https://info.example/about")]
    [InlineData("/privacy", "https://privacy.example/p?lang=en")]
    public async Task Pages_Set_LeadThere(string target, string location)
    {
        var answer = await Server.GetAsync(target);
        answer.Status.ShouldBe(307);
        answer.Location.ShouldBe(location);
        answer.HeaderNames.ShouldBe(OfARedirect);
    }

    [Theory] // rule 3
    [InlineData("/v2")]
    [InlineData("/v2/")]
    [InlineData("/v2/?ns=docker.io")]
    public async Task Ping_Always_Is200AndNeverAChallenge(string target)
    {
        var answer = await Server.GetAsync(target);
        answer.Status.ShouldBe(200);
        answer["Docker-Distribution-Api-Version"].ShouldBe("registry/2.0");
        answer["Content-Type"].ShouldBe("application/json");
        answer.HeaderNames.ShouldBe("Cache-Control, Content-Length, Content-Type, Docker-Distribution-Api-Version");
        answer.Body.ShouldBe("{}");
    }

    [Fact] // rule 4
    public async Task Catalog_Always_Is404WithTheOciError()
    {
        var answer = await Server.GetAsync("/v2/_catalog?n=10");
        ShouldBeOciError(answer, 404, "UNSUPPORTED");
    }

    [Theory] // rules 4 and 14
    [InlineData("/v1")]
    [InlineData("/v1/repositories/x/tags")]
    [InlineData("/favicon.ico")]
    [InlineData("/robots.txt")]
    [InlineData("/privacy/")]
    [InlineData("/kops")]
    public async Task NothingOfOurs_OutsideTheApi_IsAPlain404(string target)
    {
        var answer = await Server.GetAsync(target);
        answer.Status.ShouldBe(404);
        answer["Content-Type"].ShouldBe("text/plain");
        answer.Body.ShouldBe("404\n");
        answer.HeaderNames.ShouldBe(OfABody);
    }

    [Theory] // rules 6 and 7
    [InlineData("/v2/pause/manifests/3.10", "/v2/prod/images/pause/manifests/3.10")]
    [InlineData("/v2/pause/manifests/" + SampleDigest.Text, "/v2/prod/images/pause/manifests/" + SampleDigest.Text)]
    [InlineData("/v2/pause/manifests/sha256%3A" + SampleDigest.Hex, "/v2/prod/images/pause/manifests/sha256%3A" + SampleDigest.Hex)]
    [InlineData("/v2/pause/tags/list?n=2&ns=x&last=a%2Fb", "/v2/prod/images/pause/tags/list?n=2&last=a%2Fb")]
    [InlineData("/v2/prod/images/pause/tags/list?n=2", "/v2/prod/images/pause/tags/list?n=2")]
    [InlineData("/v2/pause/referrers/" + SampleDigest.Text, "/v2/prod/images/pause/referrers/" + SampleDigest.Text)]
    [InlineData("/v2/pause/manifests/sha256-" + SampleDigest.Hex + ".sig", "/v2/prod/images/pause/manifests/sha256-" + SampleDigest.Hex + ".sig")]
    [InlineData("/v2/pause/blobs/sha512:" + SampleDigest.Hex + SampleDigest.Hex, "/v2/prod/images/pause/blobs/sha512:" + SampleDigest.Hex + SampleDigest.Hex)]
    [InlineData("/v2/%C3%a9/x", "/v2/prod/images/%C3%a9/x")]
    public async Task Registry_AnythingElse_GoesToTheUpstreamAsItCame(string target, string there)
    {
        var answer = await Server.GetAsync(target);
        answer.Status.ShouldBe(307);
        answer.Location.ShouldBe(RunningRedirector.BaseOf(Server.Upstream) + there);
        answer["Cache-Control"].ShouldBe("no-store");
        answer.HeaderNames.ShouldBe(OfARedirect);
        answer.Body.ShouldBeEmpty();
    }

    [Theory] // rule 7
    [InlineData("/v2/a//b", true)]
    [InlineData("/v2/a/", true)]
    [InlineData("/v2/a/%2e%2e/b", true)]
    [InlineData("/v2/a/%0d%0aX:y", true)]
    [InlineData("/v2/a/../b", true)]
    [InlineData("/kops/%2E%2E/x", false)]
    [InlineData("//evil.example/", false)]
    public async Task Refused_Target_Is400AndNothingOfItInAnyHeader(string target, bool isApi)
    {
        var answer = await Server.GetAsync(target);
        if (isApi) ShouldBeOciError(answer, 400, "NAME_INVALID");
        else (answer.Status, answer.Body).ShouldBe((400, "400\n"));
        answer.HeaderNames.ShouldBe(OfABody);
    }

    [Theory] // rule 13
    [InlineData("/kops/1.30/kops?x=1", RunningRedirector.Elsewhere, "https://files.example/kops/1.30/kops?x=1")]
    [InlineData("/kops/", RunningRedirector.Elsewhere, "https://files.example/kops/")]
    [InlineData("/kops/old/x", RunningRedirector.Elsewhere, "https://old.files.example/kops/old/x")]
    [InlineData("/kops/oldest", RunningRedirector.Elsewhere, "https://files.example/kops/oldest")]
    [InlineData("/cloud/x", RunningRedirector.InParis, "https://cloud.files.example/base/cloud/x")]
    [InlineData("/cloud/x", RunningRedirector.Elsewhere, "https://other.files.example/cloud/x")]
    public async Task Artifact_FirstEntryOfTheClientThatFits_IsItsHost(string target, string from, string location)
    {
        var answer = await Server.GetAsync(target, from);
        answer.Status.ShouldBe(307);
        answer.Location.ShouldBe(location);
        answer.HeaderNames.ShouldBe(OfARedirect);
    }

    [Theory] // rule 12: no body, whatever it is
    [InlineData("/")]
    [InlineData("/v2/")]
    [InlineData("/v2/_catalog")]
    [InlineData("/v2/pause/manifests/3.10")]
    [InlineData("/v2/a//b")]
    [InlineData("/nothing")]
    public async Task Head_AnyRule_IsTheGetWithoutItsBody(string target)
    {
        var get = await Server.GetAsync(target);
        var head = await Server.GetAsync(target, method: "HEAD");
        head.Status.ShouldBe(get.Status);
        head.Location.ShouldBe(get.Location);
        head.HeaderNames.Replace("Content-Length, ", "").ShouldBe(get.HeaderNames.Replace("Content-Length, ", ""));
        head.Body.ShouldBeEmpty();
    }

    private static void ShouldBeOciError(RawAnswer answer, int status, string code)
    {
        answer.Status.ShouldBe(status);
        answer["Content-Type"].ShouldBe("application/json");
        answer.HeaderNames.ShouldBe(OfABody);
        using var json = System.Text.Json.JsonDocument.Parse(answer.Body);
        var error = json.RootElement.GetProperty("errors")[0];
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }
}
