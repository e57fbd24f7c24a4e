using System.CommandLine;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests.Regions;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Cli;

/// <summary><c>--policy FILE</c>, for every verb that has one; without it, the built-in policy.</summary>
internal static class PolicyOption
{
    public static Option<string?> Create()
    {
        var option = PathOption.Create("--policy", "The policy file. Default: a built-in one of registry.k8s.io's own shape.");
        option.Aliases.Add("-p");
        return option;
    }

    /// <summary>Where the policy comes from.</summary>
    public static PolicySource SourceOf(string? file)
    {
        var upstream = Environment.GetEnvironmentVariable(PolicyFile.OverrideName);
        if (string.IsNullOrEmpty(upstream)) upstream = null;
        return file is null
            ? new PolicySource(BuiltinPolicy.FileName, null, null, () => PolicyFile.Parse(BuiltinPolicy.Yaml, BuiltinPolicy.FileName, Environment.CurrentDirectory, upstream, IsKnownRegion))
            : new PolicySource(file, Path.GetFullPath(file), FileFingerprint.Of([file]), () => PolicyFile.Load(file, upstream, IsKnownRegion));
    }

    /// <summary>Reads the policy and prints what is wrong with it; null when it can't be used.</summary>
    public static PolicyConfig? Load(PolicySource source, bool showWarnings)
    {
        var load = source.Load();
        foreach (var problem in load.Problems)
            if (showWarnings || problem.Severity == Severity.Error) Console.Error.WriteLine(problem.ToString());
        return load.Policy;
    }

    private static bool IsKnownRegion(string region) => RegionTable.Default.Contains(region);
}
