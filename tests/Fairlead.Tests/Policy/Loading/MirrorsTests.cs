using System.Text;
using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

public class MirrorsTests
{
    [Theory]
    [InlineData("^mirror", "a mirror must be a mapping")]
    [InlineData("^{name: m}", "needs a 'url'")]
    [InlineData("^{url: \"https://m.example/{digest}\"}", "needs a 'name' or a 'region'")]
    [InlineData("{name: m, ^ulr: x, url: \"https://m.example/{digest}\"}", "did you mean 'url'?")]
    [InlineData("{name: m, url: ^\"https://m.example/\"}", "must hold {digest}")]
    [InlineData("{name: m, url: ^\"https://m.example/{digest}/{digest}\"}", "only once")]
    [InlineData("{name: m, url: ^\"https://{digest}.m.example/\"}", "can't be part of the host")]
    [InlineData("{name: m, url: ^\"https://m.example:{digest}/\"}", "can't be part of the host")]
    [InlineData("{name: m, url: ^\"https://m.example/{digest}/{hash}\"}", "'{hash}' is not a placeholder")]
    [InlineData("{name: m, region: r, url: ^\"https://m.example/{digest}/{regoin}\"}", "did you mean '{region}'?")]
    [InlineData("{name: m, url: ^\"https://m.example/{digest}/{\"}", "brace has no partner")]
    [InlineData("{name: m, url: ^\"https://m.example/{digest}/}\"}", "brace has no partner")]
    [InlineData("{name: m, url: ^\"https://{region}.m.example/{digest}\"}", "{region} in the URL needs a 'region'")]
    [InlineData("{name: m, url: ^\"m.example/{digest}\"}", "begin with https://")]
    [InlineData("{name: m, url: ^\"https://u@m.example/{digest}\"}", "user names")]
    [InlineData("{name: m, url: ^\"https://m.example/{digest}#x\"}", "no fragment")]
    [InlineData("{name: m, url: ^\"https://m.example/a b/{digest}\"}", "not allowed in a URL")]
    [InlineData("{name: m, url: ^\"https://m.example/{digest}\\r\\nSet-Cookie: x\"}", "not allowed in a URL")]
    [InlineData("{regions: [a, b], url: ^\"https://{region}..m.example/{digest}\"}", "host name")]
    [InlineData("{region: a, ^regions: [b], url: \"https://m.example/{digest}\"}", "not both")]
    [InlineData("{^regions: [], url: \"https://m.example/{digest}\"}", "no items")]
    [InlineData("{region: ^US, url: \"https://m.example/{digest}\"}", "'US' is not a region")]
    [InlineData("{regions: [a, ^\"\"], url: \"https://m.example/{region}/{digest}\"}", "'' is not a region")]
    [InlineData("{name: ^m, regions: [a, b], url: \"https://m.example/{region}/{digest}\"}", "can't be of several regions")]
    [InlineData("{name: ^\"m n\", url: \"https://m.example/{digest}\"}", "'m n' is not a name")]
    [InlineData("{regions: [a, ^a], url: \"https://m.example/{region}/{digest}\"}", "'p-a' is there twice")]
    [InlineData("{name: p-a, url: \"https://m.example/{digest}\"}, {region: ^a, url: \"https://n.example/{digest}\"}", "'p-a' is there twice", "line 1")]
    public void Parse_WrongMirror_IsReported(string marked, params string[] words) =>
        PolicyText.ShouldFail($"providers: [{{name: p, mirrors: [{marked}]}}]", words);

    [Fact]
    public void Parse_MirrorNameOfAnotherProvider_IsReported() => PolicyText.ShouldFail("""
        providers:
          - {name: a, mirrors: [{name: cdn, url: "https://m.example/{digest}"}]}
          - {name: b, mirrors: [{name: ^cdn, url: "https://n.example/{digest}"}]}
        """, "'cdn' is there twice", "line 2");

    [Fact]
    public void Parse_UrlThatIsTooLong_IsReported() =>
        PolicyText.ShouldFail($"providers: [{{name: p, mirrors: [{{name: m, url: ^\"https://m.example/{new string('a', 2048)}/{{digest}}\"}}]}}]", "2048 characters");

    [Fact]
    public void Parse_TooManyMirrors_IsReportedOnce()
    {
        var regions = string.Join(", ", Enumerable.Range(0, 10_001).Select(number => $"r{number}"));
        var load = PolicyText.Load($"providers: [{{name: p, mirrors: [{{regions: [{regions}], url: \"https://m.example/{{region}}/{{digest}}\"}}]}}]");
        load.Problems.ShouldHaveSingleItem().Message.ShouldContain("more than 10000 mirrors");
    }

    [Fact]
    public void Parse_TooManyMirrorsOfOneName_AreNotAllMade()
    {
        var regions = string.Join(',', Enumerable.Repeat("r", 10_001));
        var text = $"[{{regions: [{regions}], url: \"https://m.example/{{region}}/{{digest}}\"}}]";
        var items = YamlReader.Read(Encoding.UTF8.GetBytes(text)).Root.ShouldBeOfType<YamlSequence>().Items;
        var report = new PolicyReport(PolicyText.File, []);

        var mirrors = new MirrorsReader(report, new MirrorDirectory(report), null).Read(items, "p", true, new HashSet<string>());

        mirrors.Count.ShouldBe(10_000);
        report.Finish().Count.ShouldBe(YamlReader.MaxProblems);
    }

    [Theory]
    [InlineData("nearest: {^B: us-east-1}", "'B' is not a region")]
    [InlineData("nearest: {b: ^[]}", "must be a text")]
    [InlineData("nearest: ^b", "must be a mapping")]
    [InlineData("regionless: [^p-us-esat-1]", "no mirror of any provider", "did you mean 'p-us-east-1'?")]
    [InlineData("regionless: [p-us-east-1, ^p-us-east-1]", "twice")]
    [InlineData("regionless: ^p-us-east-1", "must be a list")]
    public void Parse_WrongReferenceOfAProvider_IsReported(string marked, params string[] words) => PolicyText.ShouldFail(
        $"providers: [{{name: p, mirrors: [{{region: us-east-1, url: \"https://m.example/{{digest}}\"}}], {marked}}}]", words);

    [Theory]
    [InlineData("c", "'nearest' leads to 'c'", "no mirror", "left out")]
    [InlineData("us-est-1", "did you mean 'us-east-1'?")]
    public void Parse_NearestWithoutAMirror_IsLeftOutWithAWarning(string region, params string[] words)
    {
        var text = $"providers: [{{name: p, mirrors: [{{region: us-east-1, url: \"https://m.example/{{digest}}\"}}], nearest: {{b: ^{region}}}}}]";
        PolicyText.ShouldWarn(text, words);
        PolicyText.LoadGood(text.Replace("^", "")).Providers[0].Nearest.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("^cnd", "no mirror of any provider", "did you mean 'cdn'?")]
    [InlineData("cdn, ^cdn", "twice")]
    [InlineData("^[cdn]", "an item of 'default' must be a text")]
    public void Parse_WrongDefault_IsReported(string marked, params string[] words) => PolicyText.ShouldFail(
        $"default: [{marked}]\nproviders: [{{name: p, mirrors: [{{name: cdn, url: \"https://m.example/{{digest}}\"}}]}}]", words);

    [Fact]
    public void Parse_NameOfAMirrorWithAWrongUrl_IsNotReportedAgain() => PolicyText.ShouldFail(
        "default: [cdn]\nproviders: [{name: p, mirrors: [{name: cdn, url: ^\"https://m.example/\"}]}]", "{digest}");

    [Fact]
    public void Parse_MirrorOfAnInactiveProvider_IsLeftOutWithAWarning()
    {
        const string text = "default: [^cdn]\nproviders: [{name: p, active: false, regionless: [cdn], mirrors: [{name: cdn, url: \"https://m.example/{digest}\"}]}]";
        PolicyText.ShouldWarn(text, "'p', which is not active", "left out");
        var policy = PolicyText.LoadGood(text.Replace("^", ""));
        policy.Default.ShouldBeEmpty();
        policy.Providers[0].Regionless.ShouldHaveSingleItem().Name.ShouldBe("cdn");
    }

    [Fact]
    public void Parse_SeveralRegionsWithOneUrl_IsWarnedOf() => PolicyText.ShouldWarn(
        "providers: [{name: p, mirrors: [{regions: [a, b], url: ^\"https://m.example/{digest}\"}]}]", "the same URL", "nearest");

    [Theory]
    [InlineData("mirrors: [{region: ^mars-1, url: \"https://m.example/{digest}\"}]", "'mars-1' is not in the table of places", "far")]
    [InlineData("mirrors: [{regions: [us-east-1, ^mars-1], url: \"https://m.example/{region}/{digest}\"}]", "'mars-1'")]
    [InlineData("mirrors: [{region: us-east-1, url: \"https://m.example/{digest}\"}], nearest: {^mars-1: us-east-1}", "'mars-1'", "misspelt")]
    public void Parse_RegionThatIsNotInTheTable_IsWarnedOf(string marked, params string[] words) =>
        PolicyText.ShouldWarn($"providers: [{{name: p, {marked}}}]", region => region == "us-east-1", words);

    [Fact]
    public void Parse_Mirrors_HaveTheirValues()
    {
        var provider = PolicyText.LoadGood("""
            default: [plain, p-eu-west-3]
            providers:
              - name: p
                mirrors:
                  - {regions: [us-east-1, eu-west-3], url: "https://b-{region}.s3.{region}.example:8443/x/{digest}/data?r={region}"}
                  - {name: odd, region: eu-west-2, url: "http://127.0.0.1/{digest}"}
                  - {name: plain, url: "https://m.example/?d={digest}"}
                  - {name: one, regions: [ap-east-1], url: "https://m.example/{digest}"}
                nearest: {cn-north-1: ap-east-1}
                regionless: [plain, odd]
            """).Providers[0];
        provider.Mirrors.ShouldBe(
        [
            new MirrorConfig("p-us-east-1", "p", "us-east-1", "https://b-us-east-1.s3.us-east-1.example:8443/x/", "/data?r=us-east-1"),
            new MirrorConfig("p-eu-west-3", "p", "eu-west-3", "https://b-eu-west-3.s3.eu-west-3.example:8443/x/", "/data?r=eu-west-3"),
            new MirrorConfig("odd", "p", "eu-west-2", "http://127.0.0.1/", ""),
            new MirrorConfig("plain", "p", null, "https://m.example/?d=", ""),
            new MirrorConfig("one", "p", "ap-east-1", "https://m.example/", ""),
        ]);
        provider.Nearest.ShouldBe(new Dictionary<string, string> { ["cn-north-1"] = "ap-east-1" });
        provider.Regionless.Select(mirror => mirror.Name).ShouldBe(["plain", "odd"]);
    }

    [Theory]
    [InlineData("presence: ^{}", "needs an 'inventory'")]
    [InlineData("presence: {inventory: \"https://m.example/i\", ^timeout: 2s}", "'timeout' is not a key of 'presence'")]
    [InlineData("presence: {inventory: ^m.example/i}", "not an inventory's URL", "begin with https://")]
    [InlineData("presence: {inventory: ^\"https://m.example/i#x\"}", "no fragment")]
    [InlineData("presence: {inventory: ^\"https://u:p@m.example/i\"}", "user names")]
    [InlineData("presence: {inventory: ^\"https://m.example/{digest}\"}", "the only placeholder in it is {region}")]
    [InlineData("presence: {inventory: ^\"https://m.example/i\\r\\nX: y\"}", "not allowed in a URL")]
    [InlineData("presence: {inventory: ^\"https://{region}..m.example/i\"}, region: a", "host name")]
    [InlineData("presence: {inventory: ^\"https://m.example/{region}\"}", "{region} in the URL needs a 'region'")]
    [InlineData("presence: {inventory: ^[]}", "must be a text")]
    public void Parse_WrongInventory_IsReported(string marked, params string[] words) =>
        PolicyText.ShouldFail($"providers: [{{name: p, mirrors: [{{name: m, url: \"https://m.example/{{digest}}\", {marked}}}]}}]", words);

    [Theory]
    [InlineData("{name: m, url: \"https://m.example/{digest}\", presence: {inventory: ^\"http://m.example/i\"}}", "without TLS")]
    [InlineData("{regions: [us-east-1, eu-west-3], url: \"https://{region}.m.example/{digest}\", presence: {inventory: ^\"https://m.example/i\"}}", "same inventory")]
    public void Parse_OddInventory_IsWarnedOf(string marked, params string[] words) => PolicyText.ShouldWarn($"default: [m2]\nproviders: [{{name: p, cidrs: [192.0.2.0/24], mirrors: [{{name: m2, url: \"https://m2.example/{{digest}}\"}}, {marked}]}}]", words);

    [Fact]
    public void Parse_InventoryWithRegions_IsOneForEach()
    {
        var mirrors = PolicyText.LoadGood("""
            providers:
              - name: p
                mirrors:
                  - {regions: [us-east-1, eu-west-3], url: "https://m.example/{region}/{digest}", presence: {inventory: "https://b-{region}.m.example/{region}/inventory?x=1"}}
                  - {name: none, url: "https://m.example/{digest}"}
                  - {name: local, url: "https://m.example/{digest}", presence: {inventory: "http://127.0.0.1:8080/i"}}
            """).Providers[0].Mirrors;
        mirrors.Select(mirror => mirror.Inventory?.OriginalString).ShouldBe(
            ["https://b-us-east-1.m.example/us-east-1/inventory?x=1", "https://b-eu-west-3.m.example/eu-west-3/inventory?x=1", null, "http://127.0.0.1:8080/i"]);
    }
}
