namespace Fairlead.Tests.Cli;

/// <summary>A folder with a policy, removed after the test.</summary>
internal sealed class PolicyFolder : IDisposable
{
    public const string Good = """
        upstream: {registry: "https://registry.example.org", repositoryPrefix: images}
        networks: {feeds: [{type: cidrs, network: office, file: office.txt, region: eu-west-3}]}
        providers:
          - name: company
            networks: [office]
            mirrors:
              - {region: us-east-1, url: "https://virginia.example.org/{digest}"}
              - {region: eu-west-3, url: "https://paris.example.org/{digest}"}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-cli-").FullName;

    public PolicyFolder(string policy = Good)
    {
        System.IO.File.WriteAllText(Policy, policy);
        System.IO.File.WriteAllText(Path.Combine(_folder, "office.txt"), "192.0.2.0/24\n2001:db8::/32\n");
    }

    public string Policy => Path.Combine(_folder, "policy.yaml");

    /// <summary>Path of a file in here.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>Names of all that is in here, in order.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public void Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
