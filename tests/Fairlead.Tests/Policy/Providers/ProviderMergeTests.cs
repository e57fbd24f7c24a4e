using Fairlead.Policy.Loading;
using Fairlead.Policy.Providers;
using Fairlead.Tests.Policy.Loading;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Providers;

public sealed class ProviderMergeTests
{
    private const string Redirecting = "providersFrom: {path: p, redirects: true}\n";

    [Fact]
    public void Of_NeverRead_LacksThem()
    {
        ProviderMerge.Of(PolicyText.LoadGood(Redirecting), "policy.yaml", set: null).Config.LacksProviderFiles.ShouldBeTrue();
        ProviderMerge.Of(PolicyText.LoadGood(""), "policy.yaml", set: null).Config.LacksProviderFiles.ShouldBeFalse();
    }

    [Fact]
    public void Of_NewProvider_IsAddedWithWhatItsFileSays()
    {
        var (config, warnings) = Merge("providersFrom: {path: p, redirects: true, trustTags: true}", File("a", [1, 2], registry: "https://r.example", artifacts: "https://f.example"));
        warnings.ShouldBeEmpty();
        var provider = config.Providers.ShouldHaveSingleItem();
        (provider.Name, provider.Active, provider.Contact).ShouldBe(("a", true, new ContactConfig("Who", null)));
        provider.Asns.ShouldBe([1u, 2u]);
        provider.RedirectsTo.ShouldBe(new RedirectConfig("https://r.example", "https://f.example", TrustTags: true));
    }

    [Fact]
    public void Of_PolicyDoesNotAllowRedirects_ThereAreNone() =>
        Merge("providersFrom: {path: p}", File("a", [1], registry: "https://r.example")).Config.Providers.Single().RedirectsTo.ShouldBeNull();

    [Fact]
    public void Of_SameName_KeysOfThePolicyWin()
    {
        var (config, warnings) = Merge(
            """
            providersFrom: {path: p, redirects: true}
            providers:
              - {name: a, asns: [7], active: true, contact: {name: Ours}, mirrors: [{name: m, url: "https://m.example/{digest}"}]}
              - {name: b, serveFrom: upstream}
            """,
            File("a", [1], active: false, registry: "https://r.example"), File("b", [2], active: false));
        warnings.ShouldBeEmpty();
        config.Providers.Select(provider => provider.Name).ShouldBe(["a", "b"]);
        var (a, b) = (config.Providers[0], config.Providers[1]);
        (a.Active, a.Contact!.Name, a.Mirrors.Count, a.RedirectsTo!.Registry).ShouldBe((true, "Ours", 1, "https://r.example"));
        a.Asns.ShouldBe([7u]);
        (b.Active, b.Contact!.Name, b.ServeFromUpstream).ShouldBe((false, "Who", true));
        b.Asns.ShouldBe([2u]);
    }

    [Fact]
    public void Of_AsnOfTwoFiles_IsOfTheFirstByName()
    {
        var (config, warnings) = Merge(Redirecting, File("a", [1, 2]), File("b", [2, 3]));
        config.Providers.Select(provider => string.Join(' ', provider.Asns)).ShouldBe(["1 2", "3"]);
        warnings.ShouldHaveSingleItem().ToString().ShouldBe("b.yaml: warning: ASN 2 belongs to provider 'a' already, by a.yaml: the first file by name has it");
    }

    [Fact]
    public void Of_AsnThatThePolicyGivesToAnother_StaysThere()
    {
        var (config, warnings) = Merge(Redirecting + "providers: [{name: ours, asns: [2], serveFrom: upstream}]", File("a", [1, 2]));
        config.Providers.Select(provider => string.Join(' ', provider.Asns)).ShouldBe(["2", "1"]);
        warnings.ShouldHaveSingleItem().Message.ShouldContain("ASN 2 belongs to provider 'ours' in the policy");
    }

    [Fact]
    public void Of_AsnOfAnInactiveProvider_IsFree()
    {
        var (config, warnings) = Merge(Redirecting + "providers: [{name: old, asns: [1], active: false}]", File("a", [1, 2], active: false), File("b", [1, 2]));
        warnings.ShouldBeEmpty();
        config.Providers.Single(provider => provider.Name == "b").Asns.ShouldBe([1u, 2u]);
    }

    [Fact]
    public void Of_TwoFilesOfOneName_TheFirstCounts()
    {
        var (config, warnings) = Merge(Redirecting, File("a", [1]), File("a", [2]) with { FileName = "z.yaml" });
        config.Providers.Single().Asns.ShouldBe([1u]);
        warnings.Single().ToString().ShouldStartWith("z.yaml: warning: provider 'a' has a file already, a.yaml");
    }

    [Fact]
    public void Of_TargetThatLeadsHere_IsLeftOut()
    {
        var (config, warnings) = Merge(
            Redirecting + "hosts: {k8s.example: {upstream: {registry: \"https://old.example\"}}}",
            File("a", [1], registry: "https://K8S.example:443", artifacts: "https://files.example"));
        config.Providers.Single().RedirectsTo.ShouldBe(new RedirectConfig(null, "https://files.example", TrustTags: false));
        warnings.Single().Message.ShouldContain("'redirectsTo.registry' is k8s.example, which leads here");
    }

    [Fact]
    public void Of_RouteOfAProviderThatNobodyHas_IsWarnedOf()
    {
        var (_, warnings) = Merge(Redirecting + "routes: [{when: {provider: [a, baidu]}, use: []}]", File("a", [1]));
        warnings.Single().ToString().ShouldStartWith("policy.yaml: warning: there is no provider 'baidu'");
    }

    [Fact]
    public void Of_TheRealFiles_ClaimEachAsnOnce()
    {
        if (SharedData.Root is not { } root) return; // the same on samples above
        var load = ProviderFolder.Read(Path.Combine(root, "providers"));
        load.Problems.ShouldBeEmpty();
        var (config, warnings) = ProviderMerge.Of(PolicyText.LoadGood(Redirecting), "policy.yaml", load.Set);
        config.Providers.Select(provider => provider.Name).ShouldBe(
            ["alibabagroup", "amazon", "baidu", "digitalocean", "equinixmetal", "google", "huawei", "microsoft", "tencentcloud"]);
        warnings.Single().Message.ShouldBe($"ASN 16550 belongs to provider 'google' already, by {Path.Combine(root, "providers", "google.yaml")}: the first file by name has it");
        config.Providers.SelectMany(provider => provider.Asns).ShouldBeUnique();
        config.Providers.Single(provider => provider.Name == "equinixmetal").Asns.Count.ShouldBe(44);
        config.Providers.Where(provider => provider.RedirectsTo is not null).Select(provider => $"{provider.Name} {provider.RedirectsTo!.Registry} {provider.RedirectsTo.Artifacts}").ShouldBe(
        [
            "amazon https://kubernetes.ecr.io https://kubernetes.s3.amazon.com",
            "google https://k8s.gcr.io https://kubernetes-release.storage.googleapis.com",
            "microsoft https://kubernetes.acr.io https://k8s-artifacts.acr.io",
        ]);
    }

    private static (PolicyConfig Config, IReadOnlyList<Problem> Warnings) Merge(string policy, params ProviderFile[] files) =>
        ProviderMerge.Of(PolicyText.LoadGood(policy), "policy.yaml", new ProviderFileSet(files, "1"));

    private static ProviderFile File(string name, uint[] asns, bool? active = null, string? registry = null, string? artifacts = null) =>
        new($"{name}.yaml", name, asns, Target(registry), Target(artifacts), new ContactConfig("Who", null), active);

    private static HttpTarget? Target(string? text) => text is null ? null : HttpTarget.Parse(text, mayHavePath: true, out _);
}
