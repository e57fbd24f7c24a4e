using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fairlead.Artifacts.Probing;

/// <summary>Makes a client's requests for a blob, and checks of them. Whatever servers do is the check's result. Thread-safe.</summary>
internal sealed class Puller(PullRoute route, ProbeOptions options, TimeProvider time)
{
    /// <summary>Asks, goes where it leads, and has a look at what is there.</summary>
    /// <param name="name">The check.</param>
    /// <param name="blob">What is asked for.</param>
    /// <param name="method">HEAD or GET.</param>
    /// <param name="range">A part of it; null: all.</param>
    /// <param name="wanted">The status that must come.</param>
    /// <param name="look">Throws <see cref="ProbeFailure"/> where the answer is not as it has to be.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Pull> PullAsync(
        string name, ProbedBlob blob, HttpMethod method, ByteRange? range, HttpStatusCode wanted, Func<HttpResponseMessage, Patience, Task> look, CancellationToken cancel)
    {
        RedirectAnswer? redirect = null;
        EndAnswer? end = null;
        try
        {
            var check = await MeasureAsync(name, method == HttpMethod.Head ? 0 : range?.Length ?? blob.Size, async patience =>
            {
                redirect = await route.AskAsync(blob, method, range, patience).ConfigureAwait(false);
                if (redirect.Location is null) return "there is no redirect to follow";
                end = await route.FollowAsync(redirect.Location, method, range, patience).ConfigureAwait(false);
                if (end.Response.StatusCode != wanted) throw new ProbeFailure(Unwanted(end, wanted));
                await look(end.Response, patience).ConfigureAwait(false);
                return null;
            }, cancel).ConfigureAwait(false);
            return new Pull(check, redirect, end is null ? null : PrintableText.HostOf(end.Url), end?.Via ?? []);
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

    private static string Unwanted(EndAnswer end, HttpStatusCode wanted)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"{PrintableText.HostOf(end.Url)} answers {(int)end.Response.StatusCode}, not {(int)wanted}");
        return wanted == HttpStatusCode.PartialContent && end.Response.StatusCode == HttpStatusCode.OK ? status + ": it passes over the Range" : status;
    }

    // The outer message is often only that something went wrong while sending.
    private static string Reason(Exception failure) =>
        failure.InnerException is { } inner && !failure.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{failure.Message} {inner.Message}" : failure.Message;
}
