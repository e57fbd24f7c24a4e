namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>What two redirectors do otherwise with the same request.</summary>
/// <param name="Image">Of which image.</param>
/// <param name="Path">What was asked for.</param>
/// <param name="What">Which: <c>status</c>, <c>rule</c>, <c>host</c> (that the redirect names), <c>end</c> (who answers), <c>answer</c> (with what status), <c>content</c> (a manifest's digest), <c>checks</c> (which failed, where nothing else is different).</param>
/// <param name="Target">At the one; null where there is none.</param>
/// <param name="Against">At the other, likewise.</param>
public sealed record RouteDifference(ProbedImage Image, string Path, string What, string? Target, string? Against)
{
    /// <summary>What can be different, in the order in which it is told.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["status", "rule", "host", "end", "answer", "content", "checks"];

    /// <summary>What is different of one image, in the order of its paths.</summary>
    public static IReadOnlyList<RouteDifference> Of(ImageProbe target, ImageProbe against)
    {
        var others = against.Paths.ToDictionary(path => path.Path);
        return [.. target.Paths.Where(path => others.ContainsKey(path.Path)).SelectMany(path => Of(target.Image, path, others[path.Path]))];
    }

    private static IEnumerable<RouteDifference> Of(ProbedImage image, PathProbe target, PathProbe against)
    {
        var (one, other) = (target.Route, against.Route);
        (string What, string? Target, string? Against)[] facts =
        [
            ("status", Text(one.Status), Text(other.Status)),
            ("rule", one.Rule, one.Rule is null || other.Rule is null ? one.Rule : other.Rule), // where one of them isn't asked, nothing is known
            ("host", one.To, other.To),
            ("end", one.End, one.To == other.To ? other.End : one.End), // said already
            ("answer", Text(one.EndStatus), Text(other.EndStatus)),
            ("content", target.Content, against.Content),
        ];
        var different = facts.Where(fact => fact.Target != fact.Against).ToList();
        // A wrong byte is the same route, and the same status.
        if (different.Count == 0 && (Failed(target), Failed(against)) is var (here, there) && here != there) different.Add(("checks", here, there));
        return different.Select(fact => new RouteDifference(image, target.Path, fact.What, fact.Target, fact.Against));
    }

    private static string? Failed(PathProbe path) => path.Passed ? null : string.Join(", ", path.Checks.Where(check => check.Status == CheckStatus.Failed).Select(check => check.Name));

    private static string? Text(int? status) => status?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
