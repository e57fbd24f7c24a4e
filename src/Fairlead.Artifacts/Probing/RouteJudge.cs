namespace Fairlead.Artifacts.Probing;

/// <summary>Judges the redirects of all requests that were made for one path. Thread-safe.</summary>
internal sealed class RouteJudge(Puller puller, ExplainClient? explain, string? expectedHost)
{
    /// <summary>The way of the GET, and the checks on where all of them were led.</summary>
    /// <param name="path">What was asked for.</param>
    /// <param name="get">The GET of all of it.</param>
    /// <param name="pulls">Every request, the GET among them.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<(RouteTaken Route, IReadOnlyList<ProbeCheck> Checks)> JudgeAsync(string path, Pull get, IReadOnlyList<Pull> pulls, CancellationToken cancel)
    {
        List<ProbeCheck> checks = [RedirectCheck(pulls), NoStoreCheck(pulls)];
        var route = get.Route;
        if (explain is not null)
        {
            Explained? said = null;
            checks.Add(await puller.MeasureAsync(CheckName.Explained, 0, async patience =>
            {
                if (get.Redirect?.Location is not { } location) return "there is no redirect to compare with";
                said = await explain.AskAsync(path, patience).ConfigureAwait(false);
                return said.Location == location ? null : throw new ProbeFailure(Otherwise(location, said.Location, explain.Client));
            }, cancel).ConfigureAwait(false));
            route = route with { Rule = said?.Rule };
        }
        if (expectedHost is not null) checks.Add(HostCheck(expectedHost, pulls));
        return (route, checks);
    }

    private static ProbeCheck RedirectCheck(IReadOnlyList<Pull> pulls) => ProbeCheck.Judged(
        CheckName.Redirect, IsUnanswered(pulls) ? "the redirector gave no answer" : pulls.Select(pull => pull.Redirect?.Problem).FirstOrDefault(problem => problem is not null));

    private static ProbeCheck NoStoreCheck(IReadOnlyList<Pull> pulls)
    {
        if (IsUnanswered(pulls)) return ProbeCheck.Skipped(CheckName.NoStore, "the redirector gave no answer");
        return ProbeCheck.Judged(CheckName.NoStore, pulls.All(pull => pull.Redirect?.IsNoStore ?? true)
            ? null : "the redirector's answer has no 'Cache-Control: no-store': a cache could send others to the same place");
    }

    private static ProbeCheck HostCheck(string expected, IReadOnlyList<Pull> pulls)
    {
        var ends = pulls.Select(pull => pull.Route.End).OfType<string>().ToArray();
        if (ends.Length == 0) return ProbeCheck.Judged(CheckName.Host, $"nobody answers at the end, so not {expected}");
        return ProbeCheck.Judged(CheckName.Host, ends.FirstOrDefault(end => !ExpectedHost.IsSame(expected, end)) is { } other ? $"it leads to {other}, not {expected}" : null);
    }

    private static bool IsUnanswered(IReadOnlyList<Pull> pulls) => pulls.All(pull => pull.Redirect is null);

    private static string Otherwise(Uri location, Uri said, ClientClaim client) =>
        $"it leads to {PrintableText.HostOf(location)}, but /explain says {PrintableText.HostOf(said)} for {client.Address}: does its policy trust this machine's {client.HeaderName} (clientAddress)?";
}
