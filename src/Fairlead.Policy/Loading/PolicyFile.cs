using System.Security.Cryptography;
using Fairlead.Formats.Streams;
using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>
/// Reads policy files: YAML, then the schema, then what the parts say of each other; every error of each step at once. Never
/// throws for anything that a file may hold. Pure but for <see cref="Load"/>'s reading of the one file.
/// </summary>
public static class PolicyFile
{
    /// <summary>What problems of the override are reported under; the environment variable that it comes from.</summary>
    public const string OverrideName = "FAIRLEAD_UPSTREAM_REGISTRY";

    /// <summary>Reads the policy file at a path. Paths inside it are relative to its folder.</summary>
    /// <param name="path">The file; also what problems call it.</param>
    /// <param name="upstreamOverride">Value of <see cref="OverrideName"/>; null or blank when it is not set.</param>
    /// <param name="isKnownRegion">Whether a region's place is known; mirrors elsewhere are warned of. Null: no check.</param>
    public static PolicyLoad Load(string path, string? upstreamOverride, Func<string, bool>? isKnownRegion = null)
    {
        if (Directory.Exists(path)) return Unreadable(path, "is a directory, not a policy file");
        try
        {
            var utf8 = BoundedFile.Read(path, YamlReader.MaxBytes);
            var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetPathRoot(path)!;
            return Parse(utf8, path, folder, upstreamOverride, isKnownRegion);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable(path, "there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unreadable(path, $"can't be read: {e.Message}");
        }
    }

    /// <summary>Reads the text of a policy file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="fileName">What problems call the file.</param>
    /// <param name="baseDirectory">Absolute path of the folder that paths in the file are relative to.</param>
    /// <param name="upstreamOverride">Registries, comma-separated, in place of <c>upstream.registry</c>; null or blank: none.</param>
    /// <param name="isKnownRegion">Whether a region's place is known; mirrors elsewhere are warned of. Null: no check.</param>
    public static PolicyLoad Parse(
        ReadOnlyMemory<byte> utf8, string fileName, string baseDirectory, string? upstreamOverride, Func<string, bool>? isKnownRegion = null)
    {
        var document = YamlReader.Read(utf8.Span);
        var report = new PolicyReport(fileName, document.Problems);
        var policy = document.Root is null ? null : new PolicyReader(report, baseDirectory, upstreamOverride, isKnownRegion).Read(document.Root);
        var problems = report.Finish();
        if (policy is null || problems.Any(problem => problem.Severity == Severity.Error)) return new PolicyLoad(null, problems);
        return new PolicyLoad(policy with { Version = Convert.ToHexStringLower(SHA256.HashData(utf8.Span)) }, problems);
    }

    private static PolicyLoad Unreadable(string path, string message) => new(null, [new Problem(Severity.Error, path, 0, 0, message)]);
}
