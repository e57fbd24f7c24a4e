using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fairlead.Artifacts.Probing;

/// <summary>Makes a client's requests, and checks of them. Whatever servers do is the check's result. Thread-safe.</summary>
internal sealed class Puller(PullRoute route, ProbeOptions options, TimeProvider time)
{
    /// <summary>The way of its pulls.</summary>
    public PullRoute Route => route;

    /// <summary>Asks, goes where it leads, and has a look at what is there.</summary>
    /// <param name="name">The check.</param>
    /// <param name="question">What is asked for.</param>
    /// <param name="bytes">How much is to come.</param>
    /// <param name="look">Throws <see cref="ProbeFailure"/> where the answer is not as it has to be.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Pull> PullAsync(string name, PullQuestion question, long bytes, Func<HttpResponseMessage, Patience, Task> look, CancellationToken cancel)
    {
        var wanted = question.Range is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent;
        RedirectAnswer? redirect = null;
        EndAnswer? end = null;
        try
        {
            var check = await MeasureAsync(name, bytes, async patience =>
            {
                redirect = await route.AskAsync(question, patience).ConfigureAwait(false);
                if (redirect.Location is null) return "there is no redirect to follow";
                end = await route.FollowAsync(redirect.Location, question, patience).ConfigureAwait(false);
                Expect(wanted, end);
                await look(end.Response, patience).ConfigureAwait(false);
                return null;
            }, cancel).ConfigureAwait(false);
            return new Pull(check, redirect, RouteOf(redirect, end));
        }
        finally
        {
            end?.Dispose();
        }
    }

    /// <summary>Does something that takes servers; what it returns is why there was nothing to check.</summary>
    public async Task<ProbeCheck> MeasureAsync(string name, long bytes, Func<Patience, Task<string?>> act, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        using var patience = new Patience(options.IdleTimeout, bytes, time, cancel);
        try
        {
            var nothing = await act(patience).ConfigureAwait(false);
            return new ProbeCheck(name, nothing is null ? CheckStatus.Passed : CheckStatus.Skipped, time.GetElapsedTime(began), nothing);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && failure is ProbeFailure or HttpRequestException or SocketException or IOException or OperationCanceledException)
        {
            var reason = failure is OperationCanceledException && patience.Token.IsCancellationRequested ? patience.Reason : Reason(failure);
            return new ProbeCheck(name, CheckStatus.Failed, time.GetElapsedTime(began), PrintableText.Of(reason));
        }
    }

    /// <summary>The status has to be this one.</summary>
    /// <exception cref="ProbeFailure">It isn't.</exception>
    public static void Expect(HttpStatusCode wanted, EndAnswer end)
    {
        var got = end.Response.StatusCode;
        if (got == wanted) return;
        var status = string.Create(CultureInfo.InvariantCulture, $"{PrintableText.HostOf(end.Url)} answers {(int)got}, not {(int)wanted}");
        throw new ProbeFailure(wanted == HttpStatusCode.PartialContent && got == HttpStatusCode.OK ? status + ": it passes over the Range" : status);
    }

    private static RouteTaken RouteOf(RedirectAnswer? redirect, EndAnswer? end) => new(
        (int?)redirect?.Status, redirect?.Location is { } location ? PrintableText.HostOf(location) : null,
        end is null ? null : PrintableText.HostOf(end.Url), (int?)end?.Response.StatusCode, end?.Via ?? []);

    // The outer message is often only that something went wrong while sending.
    private static string Reason(Exception failure) =>
        failure.InnerException is { } inner && !failure.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{failure.Message} {inner.Message}" : failure.Message;
}
