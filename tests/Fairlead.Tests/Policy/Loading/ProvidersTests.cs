using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

public class ProvidersTests
{
    private const string Feeds = "\nnetworks: {feeds: [{type: aws, file: a}, {type: gcp, file: b}]}\n";

    [Theory]
    [InlineData("providers: ^amazon", "must be a list")]
    [InlineData("providers: [^amazon]", "a provider must be a mapping")]
    [InlineData("providers: [^{serveFrom: upstream}]", "needs a 'name'")]
    [InlineData("providers: [{name: ^\"a\\tb\", serveFrom: upstream}]", "is not a name", "\\u0009")]
    [InlineData("providers: [{name: a, serveFrom: upstream, ^mirors: []}]", "did you mean 'mirrors'?")]
    [InlineData("providers:\n- {name: a, serveFrom: upstream}\n- {name: ^a, serveFrom: upstream}", "'a' is there twice", "line 2")]
    [InlineData("providers: [{name: a, serveFrom: upstream, active: ^no}]", "'active' must be true or false", "'no'")]
    [InlineData("providers: [{name: a, serveFrom: ^mirrors}]", "'serveFrom' must be one of upstream")]
    [InlineData("providers: [{name: a, serveFrom: upstream, ^mirrors: [{name: m, url: \"https://m.example/{digest}\"}]}]", "'mirrors' contradicts 'serveFrom: upstream'")]
    [InlineData("providers: [{name: a, serveFrom: upstream, ^regionless: []}]", "'regionless' contradicts")]
    [InlineData("providers: [{name: a, serveFrom: upstream, asns: [^AS1]}]", "an ASN must be a whole number")]
    [InlineData("providers: [{name: a, serveFrom: upstream, asns: [^0]}]", "an ASN must be")]
    [InlineData("providers: [{name: a, serveFrom: upstream, asns: [^4294967296]}]", "an ASN must be")]
    [InlineData("providers: [{name: a, serveFrom: upstream, cidrs: [^10.0.0.0]}]", "write 10.0.0.0/32")]
    [InlineData("providers: [{name: a, serveFrom: upstream, cidrs: [^[]]}]", "an item of 'cidrs' must be a text")]
    [InlineData("providers: [{name: a, serveFrom: upstream, cidrs: [^{region: r}]}]", "needs a 'prefix'")]
    [InlineData("providers: [{name: a, serveFrom: upstream, cidrs: [{prefix: 10.0.0.0/8, region: ^R}]}]", "'R' is not a region")]
    [InlineData("providers: [{name: a, serveFrom: upstream, cidrs: [{prefix: 10.0.0.0/8, ^regoin: r}]}]", "did you mean 'region'?")]
    [InlineData("providers: [{name: a, serveFrom: upstream, contact: {email: ^example.org}}]", "not an email address")]
    [InlineData("providers: [{name: a, serveFrom: upstream, contact: {name: ^\"a\\e[1m\"}}]", "control characters")]
    [InlineData("providers: [{name: a, serveFrom: upstream, contact: {^mail: a@b}}]", "did you mean 'email'?")]
    [InlineData("providers: [{name: a, serveFrom: upstream, networks: [^asw]}]" + Feeds, "no feed names the network 'asw'", "did you mean 'aws'?")]
    [InlineData("providers:\n- {name: a, serveFrom: upstream, networks: [aws]}\n- {name: b, serveFrom: upstream, networks: [gcp, ^aws]}" + Feeds, "network aws belongs to provider 'a' (line 2)")]
    [InlineData("providers:\n- {name: a, serveFrom: upstream, asns: [1], networks: [aws]}\n- {name: b, serveFrom: upstream, networks: [gcp], asns: [^1]}" + Feeds, "ASN 1 belongs to provider 'a'")]
    [InlineData("providers:\n- {name: a, serveFrom: upstream, cidrs: [10.0.0.0/8]}\n- {name: b, serveFrom: upstream, cidrs: [{prefix: ^10.0.0.0/8}]}", "prefix 10.0.0.0/8 belongs to provider 'a'")]
    [InlineData("providers:\n- {name: a, serveFrom: upstream, networks: [aws]}\n- {name: ^aws, serveFrom: upstream}" + Feeds, "'aws' is a network of provider 'a' (line 2)", "another name")]
    [InlineData("providers: [{name: ^aws, serveFrom: upstream, cidrs: [192.0.2.0/24]}]" + Feeds, "does not claim the network of its own name")]
    [InlineData("providers: [{name: a, serveFrom: upstream, cidrs: [{prefix: 10.0.0.0/8, region: ^global}]}]", "'global' is not a region")]
    [InlineData("providers: [{name: a, serveFrom: upstream, cidrs: [{prefix: 10.0.0.0/8, region: r}, 10.0.0.0/9, {prefix: ^10.0.0.0/8, region: s}]}]", "both r and s")]
    public void Parse_WrongProvider_IsReported(string marked, params string[] words) => PolicyText.ShouldFail(marked, words);

    [Theory]
    [InlineData("{name: a, serveFrom: upstream, cidrs: [^10.0.0.1/8]}", "read as 10.0.0.0/8")]
    [InlineData("{name: a, serveFrom: upstream, cidrs: [10.0.0.0/8, ^10.0.0.0/8]}", "named twice")]
    [InlineData("{name: a, serveFrom: upstream, cidrs: [{prefix: 10.0.0.0/8, region: r}, {prefix: ^10.0.0.0/8, region: r}]}", "named twice")]
    [InlineData("{name: a, serveFrom: upstream, networks: [gcp, ^gcp]}", "named twice")]
    [InlineData("{name: ^a, networks: [aws]}", "no mirrors and no route", "serveFrom: upstream")]
    [InlineData("{name: ^a, asns: [1], serveFrom: upstream}", "no source of ASNs")]
    [InlineData("{name: ^aws, serveFrom: upstream}", "does not claim the network of its own name")]
    public void Parse_OddProvider_IsWarnedOf(string marked, params string[] words) =>
        PolicyText.ShouldWarn($"providers: [{marked}]{Feeds}", words);

    [Theory]
    [InlineData("routes: [{when: {provider: a}, use: []}]")]
    [InlineData("routes: [{when: {network: aws}, use: []}]")]
    [InlineData("artifacts: [{path: /x/, host: x.example, provider: a}]")]
    public void Parse_ProviderThatARouteUses_IsNotWarnedOf(string use) =>
        PolicyText.Load($"providers: [{{name: a, networks: [aws]}}]\n{use}{Feeds}").Problems.ShouldBeEmpty();

    [Fact]
    public void Parse_InactiveProvider_ClaimsNothing()
    {
        var policy = PolicyText.LoadGood("""
            networks: {feeds: [{type: aws, file: a}]}
            providers:
              - {name: a, active: false, networks: [aws], asns: [1], cidrs: [10.0.0.0/8]}
              - {name: b, serveFrom: upstream, networks: [aws], asns: [1], cidrs: [10.0.0.0/8]}
            """);
        policy.Providers.Select(provider => provider.Active).ShouldBe([false, true]);
    }

    [Fact]
    public void Parse_Provider_HasItsValues()
    {
        var provider = PolicyText.LoadGood("providers:\n" + """
              - name: a
                networks: [aws, gcp]
                asns: [16509, 4294967295]
                cidrs: [192.0.2.0/24, {prefix: "2001:db8::/32", region: eu-west-3}]
                contact: {name: Ö, email: o@example.org}
                serveFrom: upstream
            """ + Feeds).Providers.ShouldHaveSingleItem();
        provider.Name.ShouldBe("a");
        provider.Networks.ShouldBe(["aws", "gcp"]);
        provider.Asns.ShouldBe([16509, 4294967295]);
        provider.Cidrs.ShouldBe([new CidrConfig(IpPrefix.Parse("192.0.2.0/24"), null), new CidrConfig(IpPrefix.Parse("2001:db8::/32"), "eu-west-3")]);
        provider.Contact.ShouldBe(new ContactConfig("Ö", "o@example.org"));
        provider.Active.ShouldBeTrue();
        provider.ServeFromUpstream.ShouldBeTrue();
        provider.Mirrors.ShouldBeEmpty();
    }
}
