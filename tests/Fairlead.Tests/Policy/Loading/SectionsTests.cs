using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

/// <summary>The small sections: pages, status, client address, presence, shutdown, hosts, providersFrom.</summary>
public class SectionsTests
{
    [Theory]
    [InlineData("^pagse: {}", "'pagse' is not a key of the policy file", "did you mean 'pages'?")]
    [InlineData("^unheardof: 1", "is not a key of the policy file; it has upstream, hosts")]
    [InlineData("pages: {health: ^healthz}", "must begin with a slash")]
    [InlineData("pages: {health: ^/}", "there is another page")]
    [InlineData("pages: {health: ^/privacy}", "there is another page")]
    [InlineData("pages: {health: ^/v2/healthz}", "belongs to the registry")]
    [InlineData("pages: {health: ^\"/a b\"}", "characters of a URL's path")]
    [InlineData("pages: {info: ^/about}", "'info' must be an absolute URL")]
    [InlineData("pages: {privacy: ^\"https://a.example/a b\"}", "not allowed in a URL")]
    [InlineData("pages: {info: ^\"https://a.example/%zz\"}", "two hex digits")]
    [InlineData("pages: {info: ^\"https://a.example/[x]\"}", "must be escaped")]
    [InlineData("redirectStatus: ^301", "307 or 302", "301")]
    [InlineData("redirectStatus: ^\"307\"", "a whole number", "without quotes")]
    [InlineData("redirectStatus: ^0307", "a whole number")]
    [InlineData("redirectStatus: ^+307", "a whole number")]
    [InlineData("redirectStatus: ^[307]", "a whole number", "a list")]
    [InlineData("shutdown: {delay: ^5}", "a duration", "'5'")]
    [InlineData("shutdown: {delay: ^1h}", "from 0s to 5m")]
    [InlineData("hosts: {^\"https://a.example\": {upstream: {registry: https://b.example}}}", "not a host name")]
    [InlineData("hosts: {^\"a.example:80\": {upstream: {registry: https://b.example}}}", "not a host name", "port")]
    [InlineData("hosts: {a.example: ^{}}", "needs an 'upstream'")]
    [InlineData("hosts: {a.example: ^text}", "must be a mapping")]
    [InlineData("hosts: {a.example: {upstream: ^{}}}", "'registry' is missing")]
    [InlineData("hosts: {a.example: {^upstraem: {}, upstream: {registry: https://b.example}}}", "did you mean 'upstream'?")]
    [InlineData("hosts:\n  a.example: {upstream: {registry: https://b.example}}\n  ^A.example: {upstream: {registry: https://c.example}}", "set twice")]
    public void Parse_WrongSection_IsReported(string marked, params string[] words) => PolicyText.ShouldFail(marked, words);

    [Theory]
    [InlineData("clientAddress: {from: ^x-forwarded-fro}", "must be one of connection", "did you mean 'x-forwarded-for'?")]
    [InlineData("clientAddress: {trustedProxies: [^127.0.0.1]}", "write 127.0.0.1/32")]
    [InlineData("clientAddress: {trustedProxies: [^300.0.0.0/8]}", "not a CIDR prefix")]
    [InlineData("clientAddress: {trustedProxies: ^10.0.0.0/8}", "must be a list")]
    [InlineData("clientAddress: {trustedHops: ^-1}", "from 0 to 16")]
    [InlineData("clientAddress: {^trustedHop: 1}", "did you mean 'trustedHops'?")]
    public void Parse_WrongClientAddress_IsReported(string marked, params string[] words) => PolicyText.ShouldFail(marked, words);

    [Theory]
    [InlineData("clientAddress: {^from: forwarded}", "no peer is believed")]
    [InlineData("clientAddress: {from: forwarded, trustedProxies: [10.0.0.0/8, ^0.0.0.0/0]}", "believes everyone")]
    [InlineData("clientAddress: {from: forwarded, trustedProxies: [^\"::/0\"]}", "believes everyone")]
    [InlineData("clientAddress: {from: forwarded, trustedProxies: [^10.0.0.1/8]}", "read as 10.0.0.0/8")]
    [InlineData("clientAddress: {^trustedProxies: [10.0.0.0/8]}", "no effect")]
    [InlineData("clientAddress: {^trustedHops: 1}", "no effect")]
    [InlineData("clientAddress: {from: x-real-ip, trustedProxies: [10.0.0.0/8], ^trustedHops: 1}", "no client is ever known")]
    public void Parse_OddClientAddress_IsWarnedOf(string marked, params string[] words) => PolicyText.ShouldWarn(marked, words);

    [Theory]
    [InlineData("connection", ClientAddressSource.Connection)]
    [InlineData("x-forwarded-for", ClientAddressSource.XForwardedFor)]
    [InlineData("x-real-ip", ClientAddressSource.XRealIp)]
    [InlineData("forwarded", ClientAddressSource.Forwarded)]
    public void Parse_ClientAddress_HasItsSource(string word, ClientAddressSource source) =>
        PolicyText.LoadGood($"clientAddress: {{from: {word}}}").ClientAddress.From.ShouldBe(source);

    [Theory]
    [InlineData("timeout: ^9ms", "from 10ms to 30s")]
    [InlineData("timeout: ^31s", "from 10ms to 30s")]
    [InlineData("timeout: ^2", "such as 500ms")]
    [InlineData("timeout: ^-2s", "such as 500ms")]
    [InlineData("timeout: ^1.5s", "such as 500ms")]
    [InlineData("timeout: ^99999999999d", "such as 500ms")]
    [InlineData("candidates: ^0", "from 1 to 16")]
    [InlineData("candidates: ^17", "from 1 to 16")]
    [InlineData("candidates: ^three", "a whole number")]
    [InlineData("present: ^999ms", "from 1s to 30d")]
    [InlineData("present: ^31d", "from 1s to 30d")]
    [InlineData("absent: ^0s", "from 1s to 30d")]
    [InlineData("absent: ^721h", "from 1s to 30d")]
    [InlineData("entries: ^999", "from 1000 to 16000000")]
    [InlineData("entries: ^16000001", "from 1000 to 16000000")]
    [InlineData("entries: ^99999999999999999999", "from 1000 to 16000000")]
    [InlineData("headsPerSecond: ^0", "from 1 to 100000")]
    [InlineData("headsPerSecond: ^100001", "from 1 to 100000")]
    [InlineData("inventoryMaxAge: ^59s", "from 1m to 30d")]
    [InlineData("inventoryRefresh: ^9s", "from 10s to 1d")]
    [InlineData("inventoryRefresh: ^2d", "from 10s to 1d")]
    [InlineData("^inventory: https://a.example/i", "is not a key of 'presence'")]
    [InlineData("^timout: 2s", "did you mean 'timeout'?")]
    public void Parse_WrongPresence_IsReported(string marked, params string[] words) =>
        PolicyText.ShouldFail($"presence: {{{marked}}}", words);

    [Fact]
    public void Parse_Presence_TakesWhatIsSetAndKeepsTheRest() =>
        PolicyText.LoadGood("presence: {timeout: 500ms, absent: 1m}").Presence.ShouldBe(new PresenceConfig(
            TimeSpan.FromMilliseconds(500), 3, TimeSpan.FromHours(24), TimeSpan.FromMinutes(1), 1_000_000, 200));

    [Fact]
    public void Parse_AgesOfInventories_AreTaken()
    {
        var presence = PolicyText.LoadGood("presence: {inventoryMaxAge: 90m, inventoryRefresh: 30s}").Presence;
        (presence.InventoryMaxAge, presence.InventoryRefresh).ShouldBe((TimeSpan.FromMinutes(90), TimeSpan.FromSeconds(30)));
        (presence.Entries, presence.Timeout).ShouldBe((1_000_000, TimeSpan.FromSeconds(2)));
        presence = PolicyText.LoadGood("").Presence;
        (presence.InventoryMaxAge, presence.InventoryRefresh).ShouldBe((TimeSpan.FromHours(24), TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData("providersFrom: ^{}", "either 'path' or 'url'")]
    [InlineData("providersFrom: ^{path: a, url: https://a.example/a.tgz}", "not both")]
    [InlineData("providersFrom: {path: a, ^folder: b}", "inside the archive of a 'url'")]
    [InlineData("providersFrom: {url: https://a.example/a.tgz, folder: ^../b}", "not a folder inside an archive")]
    [InlineData("providersFrom: {url: https://a.example/a.tgz, folder: ^/}", "not a folder inside an archive")]
    [InlineData("providersFrom: {path: a, trustTags: ^no}", "true or false")]
    [InlineData("providersFrom: {path: ^\"a\\0b\"}", "is not a path")]
    [InlineData("providersFrom: {url: ^providers/}", "not a URL to download from")]
    public void Parse_WrongProvidersFrom_IsReported(string marked, params string[] words) => PolicyText.ShouldFail(marked, words);

    [Fact]
    public void Parse_ProvidersFrom_HasItsValues()
    {
        PolicyText.LoadGood("providersFrom: {path: providers/}").ProvidersFrom.ShouldBe(new ProvidersFromConfig("/etc/fairlead/providers/", null, null, false, false));
        PolicyText.LoadGood("providersFrom: {url: https://a.example/a.tgz, folder: /x/y/, redirects: true, trustTags: true}").ProvidersFrom
            .ShouldBe(new ProvidersFromConfig(null, new Uri("https://a.example/a.tgz"), "x/y", true, true));
    }

    [Theory]
    [InlineData("^providersFrom: {path: providers/, redirects: true}", "no source of ASNs is loaded")]
    [InlineData("networks: {feeds: [{type: mrt, file: a}]}\nprovidersFrom: {path: providers/, ^trustTags: true}", "without 'redirects: true'")]
    public void Parse_OddProvidersFrom_IsWarnedOf(string marked, params string[] words)
    {
        var (text, line, column) = PolicyText.Unmark(marked);
        var problem = PolicyText.Load(text).Problems.Single(problem => (problem.Line, problem.Column) == (line, column));
        problem.Severity.ShouldBe(Severity.Warning);
        foreach (var word in words) problem.Message.ShouldContain(word);
    }

    [Fact]
    public void Parse_ProviderThatMayBeInAProviderFile_IsNoError() =>
        PolicyText.LoadGood("""
            providersFrom: {path: providers/}
            routes: [{when: {provider: baidu}, use: []}]
            artifacts: [{path: /x/, host: x.example, provider: baidu}]
            """).Routes[0].When.Providers.ShouldBe(["baidu"]);

    [Fact]
    public void Parse_Minimum_HasSafeDefaults()
    {
        var policy = PolicyText.LoadGood("");
        policy.Hosts.ShouldBeEmpty();
        policy.InfoPage.ShouldBeNull();
        policy.PrivacyPage.ShouldBeNull();
        policy.RedirectStatus.ShouldBe(307);
        policy.ClientAddress.From.ShouldBe(ClientAddressSource.Connection);
        policy.ClientAddress.TrustedProxies.ShouldBeEmpty();
        policy.ClientAddress.TrustedHops.ShouldBe(0);
        policy.Networks.Refresh.ShouldBe(TimeSpan.FromHours(12));
        policy.Networks.Feeds.ShouldBeEmpty();
        policy.Providers.ShouldBeEmpty();
        policy.ProvidersFrom.ShouldBeNull();
        policy.Routes.ShouldBeEmpty();
        policy.Default.ShouldBeEmpty();
        policy.Presence.ShouldBe(new PresenceConfig(
            TimeSpan.FromSeconds(2), 3, TimeSpan.FromHours(24), TimeSpan.FromSeconds(60), 1_000_000, 200));
        policy.Artifacts.ShouldBeEmpty();
        policy.ShutdownDelay.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Parse_Sections_HaveTheirValues()
    {
        var policy = PolicyText.LoadGood("""
            hosts:
              K8s.Example.org: {upstream: {registry: "https://old.example.org"}}
            pages: {info: "https://a.example/info#top", privacy: "http://a.example/privacy?x=y"}
            redirectStatus: 302
            clientAddress: {from: forwarded, trustedProxies: [10.0.0.0/8, "fd00::/8"], trustedHops: 2}
            shutdown: {delay: 0s}
            """);
        policy.Hosts.Keys.ShouldBe(["k8s.example.org"]);
        policy.Hosts["k8s.example.org"].Registries.ShouldBe(["https://old.example.org"]);
        policy.Hosts["k8s.example.org"].RepositoryPrefix.ShouldBe("");
        policy.InfoPage.ShouldBe("https://a.example/info#top");
        policy.PrivacyPage.ShouldBe("http://a.example/privacy?x=y");
        policy.RedirectStatus.ShouldBe(302);
        policy.ClientAddress.TrustedProxies.ShouldBe([IpPrefix.Parse("10.0.0.0/8"), IpPrefix.Parse("fd00::/8")]);
        policy.ClientAddress.TrustedHops.ShouldBe(2);
        policy.ShutdownDelay.ShouldBe(TimeSpan.Zero);
    }
}
