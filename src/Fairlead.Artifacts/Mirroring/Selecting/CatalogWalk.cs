using System.Net;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>
/// Walks all repositories of a registry, or those below a prefix: by its catalog; where it has none or keeps it to itself, down the
/// children that Google's registries list with a repository's tags.
/// </summary>
internal sealed class CatalogWalk(Walk walk, RegistrySource spec, int source)
{
    /// <summary>More repositories than any registry that we know has.</summary>
    private const int MaxRepositories = 1_000_000;

    /// <summary>Walks them. Failures are noted.</summary>
    public Task FollowAsync(CancellationToken cancel) => walk.TryAsync(Title, async () =>
    {
        var client = walk.Repository(spec.Host, spec.Prefix, source).Client;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        RegistryException? failure = null;
        try
        {
            await foreach (var name in client.ListRepositoriesAsync(cancel).ConfigureAwait(false))
            {
                if (IsBelowPrefix(name) && names.Add(name) && names.Count > MaxRepositories)
                    throw new RegistryException($"{spec.Host}: more than {MaxRepositories} repositories: name a prefix");
            }
        }
        catch (RegistryException e)
        {
            failure = e;
        }
        if (failure is not null && names.Count == 0 && IsRefusal(failure.Status) && await TryFollowChildrenAsync(cancel).ConfigureAwait(false)) return;
        await Walk.EachAsync(names, (name, token) => FollowOneAsync(name, repository => repository.FollowAllAsync(isExpected: false, token)), cancel).ConfigureAwait(false);
        if (failure is not null) walk.Fail(Title, failure.Message);
    });

    /// <summary>Walks the tree of Google's listings; false when this registry has none.</summary>
    private async Task<bool> TryFollowChildrenAsync(CancellationToken cancel)
    {
        if (spec.Prefix.Length == 0) return false; // nothing to begin with
        var root = await walk.Repository(spec.Host, spec.Prefix, source).Client.ListAsync(spec.Prefix, cancel).ConfigureAwait(false);
        if (root?.Manifests is null) return false;

        var level = new List<(string Name, RepositoryListing? Listing)> { (spec.Prefix, root) };
        var found = 1;
        while (level.Count > 0) // one level after the other: names end at 255 characters, and so do levels
        {
            var below = new SortedSet<string>(StringComparer.Ordinal);
            await Walk.EachAsync(level, (item, token) => FollowOneAsync(item.Name, async repository =>
            {
                var listing = item.Listing ?? await walk.Repository(spec.Host, item.Name, source).Client.ListAsync(item.Name, token).ConfigureAwait(false);
                if (listing is null) return;
                lock (below) below.UnionWith(listing.Children.Select(child => $"{item.Name}/{child}").Where(name => RepositoryName.IsValid(name)));
                await repository.FollowAllAsync(listing, token).ConfigureAwait(false);
            }), cancel).ConfigureAwait(false);
            found += below.Count;
            if (found > MaxRepositories) throw new FormatException($"more than {MaxRepositories} repositories: name a longer prefix");
            level = [.. below.Select(name => (name, (RepositoryListing?)null))];
        }
        return true;
    }

    private Task FollowOneAsync(string name, Func<RepositoryWalk, Task> body)
    {
        var repository = walk.Repository(spec.Host, name, source);
        return walk.TryAsync(repository.Title, () => body(new RepositoryWalk(walk, repository, spec.Selection)));
    }

    private string Title => spec.Prefix.Length == 0 ? spec.Host : $"{spec.Host}/{spec.Prefix}";

    private bool IsBelowPrefix(string name) =>
        spec.Prefix.Length == 0 || (name.StartsWith(spec.Prefix, StringComparison.Ordinal) && (name.Length == spec.Prefix.Length || name[spec.Prefix.Length] == '/'));

    // There is no such call, or not for us: asking again helps nobody.
    private static bool IsRefusal(HttpStatusCode? status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented;
}
