using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>Where the files of a plan come from, whichever manifest says so: nothing is ever put there.</summary>
internal sealed class SourcePlaces(IEnumerable<StoreUrl> sources)
{
    private readonly List<StoreUrl> _sources = [.. sources.DistinctBy(source => source.Identity(""), StringComparer.Ordinal)];

    /// <summary>The source that an object of a store is one of, too; null when it is in none.</summary>
    public StoreUrl? Of(string identity) => _sources.Find(source => identity.StartsWith(source.Identity(""), StringComparison.Ordinal));
}
