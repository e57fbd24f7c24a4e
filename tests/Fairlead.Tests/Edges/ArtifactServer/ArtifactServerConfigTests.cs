using System.Text;
using Fairlead.Edges.ArtifactServer;
using Fairlead.Policy.Loading;
using Fairlead.Tests.Policy.Loading;

namespace Fairlead.Tests.Edges.ArtifactServer;

/// <summary>From backends to a policy.</summary>
public sealed class ArtifactServerConfigTests
{
    [Fact]
    public void ToPolicy_ExampleOfTheProposal_IsThisPolicy()
    {
        var conversion = Convert("""
            backends:
              kops:
                host: kubeupv2.s3.amazonaws.com
                conditions:
                  paths:
                    - /kops/
              local-distribution:
                host: my-container.registry.host
                conditions:
                  headers:
                    X-Real-Ip: 192.0.2.1
              k8s.gcr.io:
                host: k8s.gcr.io
            """);
        conversion.Problems.ShouldBeEmpty();
        conversion.Policy.ShouldBe("""
            # Made of 'config.yaml' by fairlead convert artifactserver. Backends are tried in the order of that file.
            # What is not as it was is in docs/edges.md.

            # Where everything under /v2/ goes that no route takes.
            upstream:
              registry: "https://k8s.gcr.io"

            redirectStatus: 302

            pages:
              health: /_/healthz # answered with 200

            # A header that says who a client is can be sent by any client, unless a proxy in front of this server sets it. Better are prefixes under
            # 'cidrs' of a provider, and 'clientAddress' to say whose word counts.

            routes:
              - {when: {header: {"X-Real-Ip": ["192.0.2.1"]}}, use: [], upstream: {registry: "https://my-container.registry.host"}} # 'local-distribution'

            artifacts:
              - {path: "/kops/", host: "https://kubeupv2.s3.amazonaws.com"} # 'kops'
              - {path: "/", host: "https://my-container.registry.host", when: {header: {"X-Real-Ip": ["192.0.2.1"]}}} # 'local-distribution'
              - {path: "/", host: "https://k8s.gcr.io"} # 'k8s.gcr.io'

            """);
        PolicyText.Load(conversion.Policy!).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pathPrefix: release", "https://a.example/release")]
    [InlineData("pathPrefix: /release/x/", "https://a.example/release/x")]
    [InlineData("pathPrefix: /", "https://a.example")]
    [InlineData("pathPrefix: \"\"", "https://a.example")]
    public void ToPolicy_PathPrefix_StandsBeforeThePath(string prefix, string baseUrl)
    {
        var policy = PolicyText.LoadGood(Convert($"backends: {{a: {{host: a.example, {prefix}}}}}", "https://registry.example").Policy!);
        policy.Artifacts.ShouldBe([new ArtifactConfig("/", baseUrl, null)]);
        policy.Upstream.Registries.ShouldBe(["https://registry.example"]);
        (policy.RedirectStatus, policy.HealthPath).ShouldBe((302, "/_/healthz"));
    }

    [Theory]
    [InlineData("^other: 1", "'backends' is missing")]
    [InlineData("backends: {a: {host: a.example}}\n^apiVersion: v1", "'apiVersion' is not a key of the configuration; it has backends")]
    [InlineData("backends: ^[a]", "must be a mapping")]
    [InlineData("backends: {a: ^{}}", "has no 'host'")]
    [InlineData("backends: {a: {host: ^https://a.example}}", "write it without scheme and path")]
    [InlineData("backends: {a: {host: ^a.example/x}}", "write it without scheme and path")]
    [InlineData("backends: {a: {host: ^\"u@a.example\"}}", "is not a host")]
    [InlineData("backends: {a: {host: ^\"a.example?b\"}}", "write it without scheme and path")]
    [InlineData("backends: {a: {host: ^\"${HOST}\"}}", "is not a host")]
    [InlineData("backends: {a: {host: a.example, pathPrefix: ^/x/../y}}", "can't be a path prefix")]
    [InlineData("backends: {a: {host: a.example, pathPrefix: ^\"x?y\"}}", "can't be a path prefix")]
    [InlineData("backends: {a: {host: a.example, pathPrefix: ^\"x y\"}}", "can't be a path prefix")]
    [InlineData("backends: {a: {host: a.example, ^condition: {}}}", "did you mean 'conditions'?")]
    [InlineData("backends: {a: {host: a.example, conditions: {paths: ^/x}}}", "must be a list")]
    [InlineData("backends: {a: {host: a.example, conditions: {paths: [^x]}}}", "can't be a path: it must begin with a slash")]
    [InlineData("backends: {a: {host: a.example, conditions: {paths: [^\"/a b\"]}}}", "can't be a path")]
    [InlineData("backends: {a: {host: a.example, conditions: {headers: {X: ^\"\"}}}}", "can't be the value of a header")]
    [InlineData("backends: {a: {host: a.example, conditions: {headers: {X: ^[]}}}}", "has no values")]
    [InlineData("backends: {a: {host: a.example}, ^a: {host: b.example}}", "'a'")]
    public void ToPolicy_WrongConfiguration_IsReported(string marked, string words)
    {
        var (text, line, column) = PolicyText.Unmark(marked);
        var conversion = Convert(text);
        conversion.Policy.ShouldBeNull();
        var error = conversion.Problems.First(problem => problem.Severity == Severity.Error);
        (error.File, error.Line, error.Column).ShouldBe(("config.yaml", line, column), error.ToString());
        error.Message.ShouldContain(words);
    }

    [Fact]
    public void ToPolicy_MoreHeadersThanAPolicyHas_IsReportedWhereTheyAre()
    {
        var backends = Enumerable.Range(1, 100).Select(i => $"  b{i}: {{host: b.example, conditions: {{headers: {{X: v{i}}}}}}}\n").ToArray();
        var rest = "  rest: {host: rest.example}\n";
        PolicyText.Load(Convert("backends:\n" + string.Concat(backends) + rest).Policy!).Problems.ShouldBeEmpty();

        var problem = Convert("backends:\n" + string.Concat(backends) + "  c: {host: c.example, conditions: {headers: {X: [a], Y: [b]}}}\n" + rest).Problems.ShouldHaveSingleItem();
        (problem.Line, problem.Column).ShouldBe((102, 47));
        problem.Message.ShouldStartWith("more than 100 headers");
    }

    [Theory]
    [InlineData("backends: {a: {host: a.example, conditions: {headers: {X: y}}}}")]
    [InlineData("backends: {a: {host: a.example, pathPrefix: x}}")]
    [InlineData("backends: {}")]
    public void ToPolicy_NoBackendForTheRegistry_AsksForAnUpstream(string text)
    {
        var conversion = Convert(text);
        conversion.Policy.ShouldBeNull();
        conversion.Problems.ShouldContain(problem => problem.Severity == Severity.Error && problem.Message.Contains("--upstream URL"));
        Convert(text, "https://r.example").Policy.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("a: {host: a.example}, ^b: {host: b.example, conditions: {paths: [/b/]}}", "'b' is never reached: 'a' above it")]
    [InlineData("a: {host: a.example, conditions: {paths: [/x/]}}, b: {host: b.example, conditions: {paths: [^/x/y]}}, r: {host: r.example}", "never reached: backend 'a' above")]
    [InlineData("a: {host: a.example, conditions: {headers: {X: [y, z]}}}, b: {host: b.example, conditions: {headers: {^x: z}}}, r: {host: r.example}", "never reached: backend 'a' above")]
    [InlineData("a: {host: a.example, conditions: {paths: [/x/, ^/v2/pause/]}}, r: {host: r.example}", "left out: what is under /v1/ and /v2/")]
    [InlineData("a: {host: a.example, conditions: {headers: {^Authorization: x}}}, r: {host: r.example}", "left out: credentials")]
    [InlineData("a: {host: a.example, conditions: {headers: {^Host: x}}}, r: {host: r.example}", "left out: other names")]
    [InlineData("a: {host: a.example, pathPrefix: x, conditions: {headers: {^X: y}}}, r: {host: r.example}", "'pathPrefix'")]
    public void ToPolicy_WhatCantBeCarriedOver_IsWarnedOf(string marked, string words)
    {
        var (text, line, column) = PolicyText.Unmark($"backends: {{{marked}}}");
        var conversion = Convert(text);
        var warning = conversion.Problems.ShouldHaveSingleItem();
        (warning.Severity, warning.Line, warning.Column).ShouldBe((Severity.Warning, line, column), warning.ToString());
        warning.Message.ShouldContain(words);
        PolicyText.Load(conversion.Policy!).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void ToPolicy_BackendOfTheRegistrysPath_IsTheUpstream()
    {
        var policy = PolicyText.LoadGood(Convert("""
            backends:
              early: {host: early.example, conditions: {headers: {X: y}}}
              registry: {host: registry.example, conditions: {paths: [/v2/]}}
              late: {host: late.example, conditions: {headers: {X: z}}}
              files: {host: files.example, pathPrefix: bucket}
            """).Policy!);
        policy.Upstream.Registries.ShouldBe(["https://registry.example"]);
        policy.Routes.Select(route => route.Upstream!.Registries[0]).ShouldBe(["https://early.example"]);
        policy.Artifacts.Select(artifact => artifact.BaseUrl).ShouldBe(["https://early.example", "https://late.example", "https://files.example/bucket"]);
    }

    [Fact]
    public void ToPolicy_HostileNames_StayInTheirComments()
    {
        var conversion = Convert("""backends: {"a\nartifacts: [] #": {host: a.example, conditions: {headers: {"!#$%&'*+-.^_`|~": "\"\\\"#: {}"}}}, "\u001b[2J": {host: b.example}}""");
        conversion.Policy!.ShouldNotContain('\u001b');
        var policy = PolicyText.LoadGood(conversion.Policy!);
        policy.Artifacts.Count.ShouldBe(2);
        policy.Artifacts[0].Headers[0].Values.ShouldBe(["\"\\\"#: {}"]);
    }

    [Fact]
    public void ToPolicy_AnyBytes_NeverThrows()
    {
        var random = new Random(7);
        var seed = Encoding.UTF8.GetBytes("backends: {a: {host: a.example, pathPrefix: /x, conditions: {headers: {X: [y]}, paths: [/v2/, /z]}}, b: {host: b.example}}");
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = (byte[])seed.Clone();
            for (var change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (ArtifactServerConfig.ToPolicy(bytes, "config.yaml", null).Policy is { } policy)
                PolicyText.Load(policy).Problems.ShouldBeEmpty(Encoding.Latin1.GetString(bytes));
        }
    }

    private static Conversion Convert(string text, string? upstream = null) => ArtifactServerConfig.ToPolicy(Encoding.UTF8.GetBytes(text), "config.yaml", upstream);
}
