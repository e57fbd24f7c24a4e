using System.Globalization;
using Fairlead.SystemTests.Deploying;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Reporting;

/// <summary>The Indexed Job of <c>deploy/kubernetes/traffic-import</c>: it holds together, and what its pods run gives the part of one import.</summary>
public sealed class KubernetesImportTests : IDisposable
{
    private const string Folder = "deploy/kubernetes/traffic-import/";
    private const string Pod = "spec/template/spec";
    private const string Container = Pod + "/containers/0";

    private static readonly KubernetesManifest s_import = KubernetesManifest.Read(Folder + "import.yaml");
    private static readonly KubernetesManifest s_merge = KubernetesManifest.Read(Folder + "merge.yaml");
    private static readonly KubernetesManifest s_parts = KubernetesManifest.Read(Folder + "parts.yaml");
    private static readonly KubernetesManifest s_kustomization = KubernetesManifest.Read(Folder + "kustomization.yaml");

    private readonly TempDirectory _directory = new();

    private static int Shards => int.Parse(s_import.Text("spec/completions"), CultureInfo.InvariantCulture);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Manifests_All_NameEachOther()
    {
        s_import.What.ShouldBe("batch/v1 Job traffic-import");
        s_merge.What.ShouldBe("batch/v1 Job traffic-merge");
        s_parts.What.ShouldBe("v1 PersistentVolumeClaim traffic-parts");
        s_kustomization.Texts("resources").ShouldBe(["parts.yaml", "import.yaml"]);
        s_kustomization.Text("configMapGenerator/0/name").ShouldBe(s_import.Text($"{Pod}/volumes/1/configMap/name"));
        s_kustomization.Text("namespace").ShouldBe(s_merge.Text("metadata/namespace"));
        s_merge.Text($"{Container}/image").ShouldBe($"{s_kustomization.Text("images/0/newName")}:{s_kustomization.Text("images/0/newTag")}");
        s_import.Text($"{Container}/image").ShouldBe(s_kustomization.Text("images/0/name"));
        s_import.Text($"{Pod}/volumes/3/persistentVolumeClaim/claimName").ShouldBe("traffic-parts");
        s_merge.Text($"{Pod}/volumes/0/persistentVolumeClaim/claimName").ShouldBe("traffic-parts");
        s_import.Text("spec/podFailurePolicy/rules/1/onExitCodes/containerName").ShouldBe(s_import.Text($"{Container}/name"));
        s_import.Text("spec/completionMode").ShouldBe("Indexed");
        s_import.Text($"{Container}/env/0/name").ShouldBe("JOB_COMPLETION_INDEX");
    }

    [Theory]
    [InlineData("import.yaml")]
    [InlineData("merge.yaml")]
    public void Pod_Any_HasNoMoreRightsThanItNeeds(string name)
    {
        var job = KubernetesManifest.Read(Folder + name);
        job.Text($"{Pod}/restartPolicy").ShouldBe("Never");
        job.Text($"{Pod}/securityContext/runAsNonRoot").ShouldBe("true");
        job.Text($"{Container}/securityContext/readOnlyRootFilesystem").ShouldBe("true");
        job.Text($"{Container}/securityContext/allowPrivilegeEscalation").ShouldBe("false");
        job.Texts($"{Container}/securityContext/capabilities/drop").ShouldBe(["ALL"]);
        job.Has($"{Container}/resources/requests/cpu").ShouldBeTrue();
        job.Has($"{Container}/resources/limits/memory").ShouldBeTrue();
        job.Names($"{Container}/volumeMounts").ShouldBe(job.Names($"{Pod}/volumes"));
        // Whatever is not there to be written to is read-only.
        for (var mount = 0; mount < job.Count($"{Container}/volumeMounts"); mount++)
            job.Has($"{Container}/volumeMounts/{mount}/readOnly").ShouldBe(job.Text($"{Container}/volumeMounts/{mount}/name") is not ("parts" or "tmp"));
    }

    [Fact]
    public async Task Jobs_ArgumentsAsTheyStand_GiveThePartOfOneImport()
    {
        foreach (var folder in new[] { "logs", "policy", "salt", "parts", "tmp" }) _directory.Subdirectory(folder);
        _directory.Write("policy/policy.yaml", RandomLogs.Policy);
        _directory.Write("policy/asns.tsv", RandomLogs.Asns);
        _directory.Write("salt/salt", new string('5', 64)); // as kubectl makes it: no line feed
        // Requests that are there twice are found within a shard; here there are none.
        for (var log = 0; log < 3 * Shards; log++) await File.WriteAllLinesAsync(_directory.File($"logs/{log}.log"), RandomLogs.Lines(seed: log, count: 300).Append("damaged"));

        for (var index = 0; index < Shards; index++) (await FairleadProgram.RunAsync(Arguments(s_import, index))).Succeeded();
        Directory.GetFiles(_directory.File("parts")).Length.ShouldBe(Shards);
        (await FairleadProgram.RunAsync(Arguments(s_merge, index: 0))).Succeeded();

        var (one, all) = (_directory.File("one.fat"), _directory.File("parts/month.fat"));
        (await FairleadProgram.RunAsync(["traffic", "import", _directory.File("logs"), "--policy", _directory.File("policy/policy.yaml"), "--cache", _directory.File("tmp/feeds"), "--salt-file", _directory.File("salt/salt"), "-o", one])).Succeeded();
        (await File.ReadAllBytesAsync(all)).ShouldBe(await File.ReadAllBytesAsync(one));
    }

    /// <summary>What a pod runs, with the paths that are mounted into it moved to where the test has them.</summary>
    private IEnumerable<string> Arguments(KubernetesManifest job, int index)
    {
        var mounts = Enumerable.Range(0, job.Count($"{Container}/volumeMounts")).Select(place => job.Text($"{Container}/volumeMounts/{place}/mountPath")).ToList();
        foreach (var argument in job.Texts($"{Container}/args"))
        {
            var given = argument.Replace("$(JOB_COMPLETION_INDEX)", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            if (given.StartsWith('/')) mounts.ShouldContain(mount => given == mount || given.StartsWith(mount + "/", StringComparison.Ordinal), given);
            yield return given.StartsWith('/') ? _directory.Path + given : given;
        }
    }
}
