namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>How many manifests one image may lead to: indexes of indexes and referrers of referrers grow fast. For one thread.</summary>
/// <param name="title">What messages call the image.</param>
/// <param name="max">How many.</param>
internal sealed class ManifestBudget(string title, int max)
{
    private int _left = max;

    /// <summary>What messages call the image.</summary>
    public string Title => title;

    /// <summary>Takes one; false when there is none left.</summary>
    public bool TryTake() => _left > 0 && _left-- > 0;
}
