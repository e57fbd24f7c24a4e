using System.Globalization;
using System.Net;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Deploying;

/// <summary>
/// <c>deploy/kubernetes</c> holds together: what one object calls another is there, and the times fit the program's. That each field is one that
/// Kubernetes knows is checked by its schemas, in <c>tests/deployment</c>.
/// </summary>
public sealed class OverlayTests : IDisposable
{
    private const string Pod = "spec/template/spec";
    private const string Container = Pod + "/containers/0";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("sandbox", "fairlead-sandbox")]
    [InlineData("production", "fairlead")]
    public async Task Overlay_Objects_AreThoseOfOneNamespace(string name, string space)
    {
        var overlay = await Overlay.BuildAsync(name);
        overlay.Kinds.Order().ShouldBe(
            ["ConfigMap", "Deployment", "HorizontalPodAutoscaler", "Namespace", "NetworkPolicy", "PodDisruptionBudget", "Service", "Service", "ServiceAccount", "ServiceMonitor"]);
        overlay.The("Namespace").Text("metadata/name").ShouldBe(space);
        overlay.Objects.Where(one => one.Text("kind") != "Namespace").ShouldAllBe(one => one.Text("metadata/namespace") == space);
    }

    [Theory]
    [InlineData("sandbox")]
    [InlineData("production")]
    public async Task Overlay_Names_LeadToEachOther(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var deployment = overlay.The("Deployment");
        const string label = "app.kubernetes.io/name";
        deployment.Text($"{Pod}/volumes/0/configMap/name").ShouldBe(overlay.The("ConfigMap").Text("metadata/name"));
        deployment.Text($"{Pod}/serviceAccountName").ShouldBe(overlay.The("ServiceAccount").Text("metadata/name"));
        overlay.The("HorizontalPodAutoscaler").Text("spec/scaleTargetRef/name").ShouldBe(deployment.Text("metadata/name"));
        foreach (var selector in new[] { overlay.The("PodDisruptionBudget").Entries("spec/selector/matchLabels"), overlay.The("NetworkPolicy").Entries("spec/podSelector/matchLabels"), deployment.Entries("spec/selector/matchLabels") })
            selector.ShouldBe([$"{label}=fairlead"]);
        deployment.Entries("spec/template/metadata/labels").ShouldContain($"{label}=fairlead");

        var ports = Enumerable.Range(0, 2).ToDictionary(place => deployment.Text($"{Container}/ports/{place}/name"), place => deployment.Text($"{Container}/ports/{place}/containerPort"));
        var args = deployment.Texts($"{Container}/args").ToList();
        args[args.IndexOf("--listen") + 1].ShouldBe(":" + ports["http"]);
        args[args.IndexOf("--admin") + 1].ShouldBe(":" + ports["admin"]);
        foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" }) deployment.Text($"{Container}/{probe}/httpGet/port").ShouldBe("admin");
    }

    [Theory]
    [InlineData("sandbox")]
    [InlineData("production")]
    public async Task Overlay_AdminPort_IsForPrometheusAlone(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var services = overlay.Objects.Where(one => one.Text("kind") == "Service").ToDictionary(one => one.Text("metadata/name"));
        services["fairlead"].Names("spec/ports").ShouldBe(["http"]);
        services["fairlead-admin"].Names("spec/ports").ShouldBe(["admin"]);
        services["fairlead-admin"].Text("spec/clusterIP").ShouldBe("None");
        services["fairlead-admin"].Entries("metadata/labels").ShouldContain(overlay.The("ServiceMonitor").Entries("spec/selector/matchLabels").Single());
        services["fairlead"].Entries("metadata/labels").ShouldNotContain(overlay.The("ServiceMonitor").Entries("spec/selector/matchLabels").Single());
        var monitor = overlay.The("ServiceMonitor");
        monitor.Text("spec/endpoints/0/port").ShouldBe("admin");
        // deploy/prometheus/rules.yml asks for job="fairlead".
        services["fairlead-admin"].Entries("metadata/labels").ShouldContain($"{monitor.Text("spec/jobLabel")}=fairlead");
        var rules = overlay.The("NetworkPolicy");
        rules.Has("spec/ingress/0/from").ShouldBeFalse();
        rules.Text("spec/ingress/0/ports/0/port").ShouldBe("http");
        rules.Has("spec/ingress/1/from/0/namespaceSelector").ShouldBeTrue();
        rules.Text("spec/ingress/1/ports/0/port").ShouldBe("admin");
    }

    [Theory]
    [InlineData("sandbox", "10.96.0.1")] // where many clusters have their API
    [InlineData("sandbox", "169.254.169.254")]
    [InlineData("production", "192.168.1.1")]
    [InlineData("production", "fd00:ec2::254")] // Amazon's metadata by IPv6
    [InlineData("production", "fd20:ce::254")] // Google's
    [InlineData("production", "64:ff9b::a9fe:a9fe")] // 169.254.169.254 by NAT64 (RFC 6052)
    public async Task Pod_WhatIsInside_IsOutOfItsReach(string name, string address)
    {
        var rules = (await Overlay.BuildAsync(name)).The("NetworkPolicy");
        var inside = IPAddress.Parse(address);
        for (var place = 0; place < rules.Count("spec/egress/1/to"); place++)
        {
            var block = $"spec/egress/1/to/{place}/ipBlock";
            if (IPNetwork.Parse(rules.Text($"{block}/cidr")).Contains(inside)) rules.Texts($"{block}/except").ShouldContain(except => IPNetwork.Parse(except).Contains(inside));
        }
        rules.Count("spec/egress").ShouldBe(2);
    }

    [Theory]
    [InlineData("sandbox")]
    [InlineData("production")]
    public async Task Pod_Any_HasNoMoreRightsThanItNeeds(string name)
    {
        var pod = (await Overlay.BuildAsync(name)).The("Deployment");
        pod.Text($"{Pod}/automountServiceAccountToken").ShouldBe("false");
        pod.Text($"{Pod}/securityContext/runAsNonRoot").ShouldBe("true");
        pod.Text($"{Pod}/securityContext/seccompProfile/type").ShouldBe("RuntimeDefault");
        pod.Text($"{Container}/securityContext/readOnlyRootFilesystem").ShouldBe("true");
        pod.Text($"{Container}/securityContext/allowPrivilegeEscalation").ShouldBe("false");
        pod.Texts($"{Container}/securityContext/capabilities/drop").ShouldBe(["ALL"]);
        pod.Has($"{Container}/resources/requests/cpu").ShouldBeTrue();
        pod.Has($"{Container}/resources/limits/memory").ShouldBeTrue();
        pod.Names($"{Container}/volumeMounts").ShouldBe(pod.Names($"{Pod}/volumes"));
    }

    [Theory]
    [InlineData("sandbox")]
    [InlineData("production")]
    public async Task Policy_AsMounted_IsGoodAndLeavesTimeToStop(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var policy = _directory.Write("policy.yaml", overlay.The("ConfigMap").Text("data/policy.yaml"));
        (await FairleadProgram.RunAsync(["check", "--policy", policy])).Succeeded();

        var pod = overlay.The("Deployment");
        var delay = int.Parse(KubernetesManifest.ReadAll(await File.ReadAllTextAsync(policy))[0].Text("shutdown/delay").TrimEnd('s'), CultureInfo.InvariantCulture);
        int Seconds(string path) => int.Parse(pod.Text(path), CultureInfo.InvariantCulture);
        // docs/architecture.md, "Shutdown": what comes after the delay takes no more than 10 s.
        Seconds($"{Pod}/terminationGracePeriodSeconds").ShouldBeGreaterThanOrEqualTo(delay + 10);
        // A balancer that asks /readyz has noticed when the delay is over.
        delay.ShouldBeGreaterThan(Seconds($"{Container}/readinessProbe/periodSeconds") * Seconds($"{Container}/readinessProbe/failureThreshold"));
    }
}
