using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Providers;

/// <summary>
/// Joins provider files with a policy, by name: what the policy says of a provider stands, what it doesn't say comes from the file. Pure.
/// One use each; not thread-safe.
/// </summary>
/// <param name="policyName">What messages call the policy.</param>
/// <param name="config">The policy as its own file has it.</param>
public sealed class ProviderMerge(string policyName, PolicyConfig config)
{
    private readonly List<Problem> _warnings = [];

    /// <summary>Who has an ASN: the provider, and the file that says so, null for the policy.</summary>
    private readonly Dictionary<uint, (string Provider, string? File)> _owners = [];

    /// <summary>The policy with the providers of the files, and what of them is left out.</summary>
    /// <param name="config">A valid policy.</param>
    /// <param name="policyName">What messages call it.</param>
    /// <param name="set">The files of its <c>providersFrom</c>; null: they have never been read.</param>
    public static (PolicyConfig Config, IReadOnlyList<Problem> Warnings) Of(PolicyConfig config, string policyName, ProviderFileSet? set)
    {
        if (config.ProvidersFrom is null) return (config, []);
        if (set is null) return (config with { LacksProviderFiles = true }, []);
        var merge = new ProviderMerge(policyName, config);
        return (merge.With(set.Files), merge._warnings);
    }

    private PolicyConfig With(IReadOnlyList<ProviderFile> files)
    {
        foreach (var provider in config.Providers.Where(provider => provider.Active))
            foreach (var asn in provider.Asns) _owners.TryAdd(asn, (provider.Name, null));

        var byName = new Dictionary<string, ProviderFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!byName.TryAdd(file.Name, file))
                Warn(file.FileName, $"provider {Quoted.Text(file.Name)} has a file already, {byName[file.Name].FileName}: this one is left out");
        }
        // ASNs go by the files' order, whoever is in the policy.
        var merged = byName.Values.ToDictionary(file => file.Name, file => Merge(PolicysOwn(file.Name), file), StringComparer.Ordinal);
        PolicyConfig result = config with
        {
            Providers =
            [
                .. config.Providers.Select(own => merged.GetValueOrDefault(own.Name, own)),
                .. byName.Keys.Where(name => PolicysOwn(name) is null).Select(name => merged[name]),
            ],
        };
        WarnOfUnknownNames(result.Providers);
        return result;
    }

    private ProviderConfig? PolicysOwn(string name) => config.Providers.FirstOrDefault(provider => provider.Name == name);

    private ProviderConfig Merge(ProviderConfig? own, ProviderFile file)
    {
        var provider = own ?? new ProviderConfig { Name = file.Name };
        var isActive = provider.SetsActive ? provider.Active : file.Active ?? true;
        return provider with
        {
            Active = isActive,
            Asns = provider.SetsAsns ? provider.Asns : isActive ? AsnsOf(file) : file.Asns,
            Contact = provider.Contact ?? file.Contact,
            RedirectsTo = config.ProvidersFrom!.Redirects ? RedirectOf(file) : null,
        };
    }

    private List<uint> AsnsOf(ProviderFile file)
    {
        var asns = new List<uint>();
        foreach (var asn in file.Asns)
        {
            if (_owners.TryAdd(asn, (file.Name, file.FileName)))
            {
                asns.Add(asn);
                continue;
            }
            var (owner, ownersFile) = _owners[asn];
            if (ownersFile is not null) Warn(file.FileName, $"ASN {asn} belongs to provider {Quoted.Text(owner)} already, by {ownersFile}: the first file by name has it");
            else if (owner != file.Name) Warn(file.FileName, $"ASN {asn} belongs to provider {Quoted.Text(owner)} in the policy: it stays there");
            else asns.Add(asn);
        }
        return asns;
    }

    private RedirectConfig? RedirectOf(ProviderFile file)
    {
        var registry = Allowed(file, file.Registry, "registry");
        var artifacts = Allowed(file, file.Artifacts, "artifacts");
        return registry is null && artifacts is null ? null : new RedirectConfig(registry, artifacts, config.ProvidersFrom!.TrustTags);
    }

    /// <summary>A host that leads here would send its clients round and round.</summary>
    private string? Allowed(ProviderFile file, HttpTarget? target, string key)
    {
        if (target is null || !config.Hosts.ContainsKey(target.Host)) return target?.BaseUrl;
        Warn(file.FileName, $"'redirectsTo.{key}' is {target.Host}, which leads here by 'hosts': left out");
        return null;
    }

    /// <summary>Names of providers that the policy could not be held to before the files were there.</summary>
    private void WarnOfUnknownNames(IReadOnlyList<ProviderConfig> providers)
    {
        var known = providers.Select(provider => provider.Name).ToHashSet(StringComparer.Ordinal);
        var named = config.Routes.SelectMany(route => route.When.Providers).Concat(config.Artifacts.Select(artifact => artifact.Provider).OfType<string>());
        foreach (var name in named.Distinct().Where(name => !known.Contains(name)))
            Warn(policyName, $"there is no provider {Quoted.Text(name)}, neither here nor in the provider files: what names it is for nobody");
    }

    private void Warn(string file, string message)
    {
        if (_warnings.Count < YamlReader.MaxProblems) _warnings.Add(new Problem(Severity.Warning, file, 0, 0, message));
    }
}
