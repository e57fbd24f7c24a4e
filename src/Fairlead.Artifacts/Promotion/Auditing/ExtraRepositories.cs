using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>
/// Finds repositories below destinations' roots that no manifest names: by Google's listing, which tells what is below each, else by the registry's catalog.
/// One that holds nothing is none.
/// </summary>
/// <param name="reading">Hosts and failures.</param>
/// <param name="below">What is below each repository that has been read before.</param>
/// <param name="named">The repositories that manifests name.</param>
/// <param name="findings">Takes what is found.</param>
internal sealed class ExtraRepositories(
    PlanReading reading, IReadOnlyDictionary<RepositoryId, IReadOnlyList<string>> below, HashSet<RepositoryId> named, ConcurrentBag<AuditFinding> findings)
{
    /// <summary>Below one root: what registries list could have no end.</summary>
    private const int MaxRepositories = 100_000;

    private const int MaxQuestions = 16;

    private static readonly HttpStatusCode[] s_noCatalog =
        [HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.MethodNotAllowed, HttpStatusCode.BadRequest, HttpStatusCode.NotImplemented];

    /// <summary>Finds them; the hosts that don't list their repositories.</summary>
    public async Task<IReadOnlyCollection<string>> FindAsync(IEnumerable<RegistryRoot> roots, CancellationToken cancel)
    {
        var unlisted = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var hosts = roots.GroupBy(root => root.Host, root => root.Path, StringComparer.Ordinal).Select(host => (Name: host.Key, Roots: Topmost(host)));
        await AskedHosts.ForEachAsync(hosts, host => host.Name, async (host, cancel) =>
        {
            try
            {
                if (!await TryAsync(host.Name, host.Roots, cancel).ConfigureAwait(false)) unlisted[host.Name] = true;
            }
            catch (RegistryException e)
            {
                reading.Fail(new RepositoryId(host.Name, host.Roots[0]), 0, $"what else is there can't be told: {e.Message}");
            }
        }, cancel).ConfigureAwait(false);
        return [.. unlisted.Keys];
    }

    /// <summary>Roots that are below no other one.</summary>
    private static List<string> Topmost(IEnumerable<string> roots)
    {
        var topmost = new List<string>();
        foreach (var root in roots.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            if (!topmost.Exists(other => IsBelow(root, other))) topmost.Add(root);
        return topmost;
    }

    private static bool IsBelow(string name, string root) => root.Length == 0 || name.StartsWith(root + "/", StringComparison.Ordinal);

    private async Task<bool> TryAsync(string host, List<string> roots, CancellationToken cancel)
    {
        var isGoogle = reading.Host(host).ListsManifests;
        if (!isGoogle && await CatalogAsync(host, roots, cancel).ConfigureAwait(false) is { } names)
        {
            await ForEachAsync(names, name => LookAsync(new RepositoryId(host, name), cancel), cancel).ConfigureAwait(false);
            return true;
        }
        var isListed = true;
        foreach (var root in roots) isListed &= root.Length > 0 && await WalkAsync(host, root, cancel).ConfigureAwait(false);
        return isListed;
    }

    /// <summary>The catalog's names below the roots that no manifest names; null where the registry has no catalog for us.</summary>
    private async Task<List<string>?> CatalogAsync(string host, List<string> roots, CancellationToken cancel)
    {
        try
        {
            return await reading.Host(host).AskAsync(async client =>
            {
                var names = new List<string>();
                await foreach (var name in client.ListRepositoriesAsync(cancel).ConfigureAwait(false))
                {
                    if (!roots.Exists(root => IsBelow(name, root)) || named.Contains(new RepositoryId(host, name))) continue;
                    names.Add(name);
                    if (names.Count > MaxRepositories) throw TooMany(host);
                }
                return names;
            }).ConfigureAwait(false);
        }
        catch (RegistryException e) when (e.Status is { } status && s_noCatalog.Contains(status))
        {
            return null;
        }
    }

    /// <summary>Level by level from the root down; false where the listing doesn't tell what is below.</summary>
    private async Task<bool> WalkAsync(string host, string root, CancellationToken cancel)
    {
        if (await TopAsync(new RepositoryId(host, root), cancel).ConfigureAwait(false) is not { } top) return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<string> level = [.. top.Select(child => $"{root}/{child}").Where(seen.Add)];
        while (level.Count > 0)
        {
            var next = new ConcurrentBag<string>();
            await ForEachAsync(level, async name =>
            {
                foreach (var child in await LookAsync(new RepositoryId(host, name), cancel).ConfigureAwait(false)) next.Add($"{name}/{child}");
            }, cancel).ConfigureAwait(false);
            level = [.. next.Where(seen.Add)];
            if (seen.Count > MaxRepositories) throw TooMany(host);
        }
        return true;
    }

    /// <summary>What is below a root; null where the registry doesn't tell, or not us.</summary>
    private async Task<IReadOnlyList<string>?> TopAsync(RepositoryId id, CancellationToken cancel)
    {
        try
        {
            reading.Expect(1);
            var top = await reading.ReadAsync(id, cancel).ConfigureAwait(false);
            return reading.Host(id.Host).ListsManifests ? top.Children : null;
        }
        catch (RegistryException e) when (e.Status is { } status && s_noCatalog.Contains(status))
        {
            return null;
        }
    }

    /// <summary>Looks at a repository, unless that has been done; what is below it.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(RepositoryId id, CancellationToken cancel)
    {
        if (below.TryGetValue(id, out var known)) return known;
        if (named.Contains(id)) return []; // it could not be read, which has been said
        try
        {
            reading.Expect(1);
            var there = await reading.ReadAsync(id, cancel).ConfigureAwait(false);
            if (!there.IsEmpty) findings.Add(new AuditFinding(AuditKind.Extra, id.ToString(), null) { Tags = there.Tags.Count });
            return there.Children;
        }
        catch (RegistryException e)
        {
            reading.Fail(id, 0, e.Message);
            return [];
        }
    }

    private static Task ForEachAsync(IEnumerable<string> names, Func<string, Task> work, CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxQuestions, CancellationToken = cancel };
        return Parallel.ForEachAsync(names, options, async (name, _) => await work(name).ConfigureAwait(false));
    }

    private static RegistryException TooMany(string host) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{host} lists more than {MaxRepositories} repositories that no manifest names: --ignore extra does without them"));
}
