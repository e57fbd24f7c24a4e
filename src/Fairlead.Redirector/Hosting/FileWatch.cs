using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// Tells when the content of some files changes, by reading them every second. Kubernetes swaps a symlink above a mounted file, editors
/// rename, NFS has no notifications: the content is what they have in common, and small files cost nothing to read.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="seen">Their <see cref="FileFingerprint"/> when they were last read.</param>
/// <param name="clock">Says when to look.</param>
internal sealed class FileWatch(IReadOnlyList<string> files, string seen, Clock clock)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private string _seen = seen;

    /// <summary>Runs until cancelled. A change that the action refuses (false) is offered again a second later.</summary>
    public async Task RunAsync(Func<Task<bool>> changed, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_interval, clock.Time);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            var now = FileFingerprint.Of(files);
            if (now != _seen && await changed().ConfigureAwait(false)) _seen = now;
        }
    }
}
