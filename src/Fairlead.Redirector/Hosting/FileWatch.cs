using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// Tells when the content of some files changes, by reading them every second. Kubernetes swaps a symlink above a mounted file, editors
/// rename, NFS has no notifications: the content is what they have in common, and small files cost nothing to read.
/// </summary>
internal sealed class FileWatch(IReadOnlyList<string> files, Clock clock)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private const int MaxBytes = 4 * 1024 * 1024;
    private string _seen = Fingerprint(files);

    /// <summary>Runs until cancelled. A change that the action refuses (false) is offered again a second later.</summary>
    public async Task RunAsync(Func<Task<bool>> changed, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_interval, clock.Time);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            var now = Fingerprint(files);
            if (now != _seen && await changed().ConfigureAwait(false)) _seen = now;
        }
    }

    private static string Fingerprint(IReadOnlyList<string> files)
    {
        var parts = new List<string>();
        foreach (var file in files)
        {
            try
            {
                using var stream = File.OpenRead(file);
                var bytes = new byte[(int)Math.Min(stream.Length, MaxBytes)];
                var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                parts.Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, read))));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException) // the last: a pipe, which has no length
            {
                parts.Add("unreadable");
            }
        }
        return string.Join(' ', parts);
    }
}
