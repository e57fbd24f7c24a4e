using System.Globalization;
using System.Net;

namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>
/// Asks what Docker and others ask before they pull, and give up without a good answer to: whether this is a registry (OCI distribution specification 1.1, "Determining
/// Support"). A redirect is followed, as they do.
/// </summary>
/// <param name="repository">What is to be pulled; valid.</param>
/// <param name="session">How requests are made.</param>
/// <param name="cancel">Ends it.</param>
internal sealed class ApiProber(string repository, ProbeSession session, CancellationToken cancel)
{
    /// <summary>Makes the check.</summary>
    public Task<ProbeCheck> ProbeAsync() => session.Puller.MeasureAsync(CheckName.Api, 0, AskAsync, cancel);

    private async Task<string?> AskAsync(Patience patience)
    {
        var question = new PullQuestion(repository, "/v2/", HttpMethod.Get);
        var answer = await session.Puller.Route.AskAsync(question, patience).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.OK) return null;
        if (answer.Location is not { } location) throw new ProbeFailure(string.Create(CultureInfo.InvariantCulture, $"the redirector answers {(int)answer.Status} to {question.Path}, not 200"));
        using var end = await session.Puller.Route.FollowAsync(location, question, patience).ConfigureAwait(false);
        Puller.Expect(HttpStatusCode.OK, end);
        return null;
    }
}
