using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>What is odd about sources and destinations.</summary>
internal static class RegistryRules
{
    /// <summary>Adds what there is. All are warnings: each can be meant.</summary>
    public static void Check(IReadOnlyList<PromotionManifest> manifests, LintFindings findings)
    {
        var sources = manifests.GroupBy(manifest => manifest.Source.Root.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var manifest in manifests)
        {
            if (manifest.Destinations.Count == 0) findings.Warn(manifest.Source.At, "the manifest has no destination, and promotes nothing");
            foreach (var registry in manifest.Destinations.Prepend(manifest.Source))
            {
                if (!IsFullHost(registry.Root.Host))
                    findings.Warn(registry.At, $"{Quoted.Text(registry.Root.Host)} has neither a dot nor a port, and clients would take it for the beginning of a repository of Docker Hub: write the registry's full name");
            }
            CheckOverlaps(manifest, findings);
            foreach (var destination in manifest.Destinations)
            {
                if (Around(destination.Root).Select(name => sources.GetValueOrDefault(name)).FirstOrDefault(found => found is not null) is { } other)
                    findings.Warn(destination.At, $"the destination is, or is in, {Quoted.Text(other.Source.Root.Name)}, which is the source of {other.Source.At}: what is promoted to there can be promoted on from there");
            }
        }
    }

    private static void CheckOverlaps(PromotionManifest manifest, LintFindings findings)
    {
        var destinations = manifest.Destinations.ToDictionary(destination => destination.Root.Name, StringComparer.Ordinal);
        foreach (var destination in manifest.Destinations)
        {
            if (Around(destination.Root).Skip(1).Select(name => destinations.GetValueOrDefault(name)).FirstOrDefault(found => found is not null) is { } other)
                findings.Warn(destination.At, $"the destination is in {Quoted.Text(other.Root.Name)} of {other.At}: images of both get into one place");
        }
    }

    /// <summary>The root's own name, and those of everything that it is in, the nearest first.</summary>
    private static IEnumerable<string> Around(RegistryRoot root)
    {
        for (var name = root.Name; ;)
        {
            yield return name;
            var slash = name.LastIndexOf('/');
            if (slash < 0) yield break;
            name = name[..slash];
        }
    }

    // So Docker tells a host from the first part of a repository's name (distribution/reference, splitDockerDomain).
    private static bool IsFullHost(string host) => host.AsSpan().ContainsAny('.', ':', '[') || host == "localhost";
}
