using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Commands;

/// <summary>A policy file with its feed beside it, for verbs that ask nobody.</summary>
internal static class PolicyFiles
{
    public const string Upstream = "https://registry.example.org";

    /// <summary>Where a client in eu-west-3 is sent for a blob.</summary>
    public static string MirrorUrl(object digest) => $"https://eu-west-3.mirror.example.org/{digest}";

    /// <summary>A policy without anything wrong in it.</summary>
    public static string WriteGood(TempDirectory directory)
    {
        var feeds = CloudFeeds.Named(CloudFeeds.Sample, directory);
        return directory.Write("policy.yaml", $$"""
            upstream: {registry: "{{Upstream}}"}
            networks:
              feeds:
                - {type: aws, file: "{{feeds.AwsFile}}"}
                - {type: gcp, file: "{{feeds.GcpFile}}"}
            providers:
              - name: amazon
                networks: [aws]
                mirrors: [{url: "https://{region}.mirror.example.org/{digest}", regions: [us-east-1, eu-west-3]}]
              - {name: google, networks: [gcp], serveFrom: upstream}
            """);
    }
}
