using System.Globalization;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>
/// A server's access log, taken in sections. A section is closed by a request of our own: a server logs a request when it has
/// answered it, so once that one is in the log, so is every request whose answer a client had before.
/// </summary>
/// <param name="server">Base URL of the server.</param>
/// <param name="read">Reads the log whole, in order.</param>
internal sealed class AccessLog(Uri server, Func<IEnumerable<AccessLogEntry>> read)
{
    private const string Mark = "/log-mark/";

    // Several tests may each take sections of one server's log.
    private readonly string _own = $"{Mark}{Guid.NewGuid():N}-";
    private int _taken;
    private int _marks;

    /// <summary>The requests since the log was last taken.</summary>
    public async Task<IReadOnlyList<AccessLogEntry>> TakeAsync()
    {
        var mark = _own + (++_marks).ToString(CultureInfo.InvariantCulture);
        using (await Http.Client.GetAsync(new Uri(server, mark), TestContext.Current.CancellationToken))
        {
            // Whatever it answers, it logs.
        }
        var entries = await Eventually.ReadAsync(
            $"{mark} in the access log of {server}",
            () => Task.FromResult(read().ToList()),
            entries => entries.Exists(entry => entry.Target == mark));
        var section = entries.Skip(_taken).Where(entry => !IsMark(entry.Target)).ToList();
        _taken = entries.Count;
        return section;
    }

    /// <summary>Whether a request was only to close a section.</summary>
    public static bool IsMark(string target) => target.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The blobs that were served whole since the log was last taken: GETs by digest that were answered with 200.</summary>
    public async Task<IReadOnlyList<Digest>> TakeServedBlobsAsync() => ServedBlobs(await TakeAsync());

    /// <summary>The blobs that these requests got.</summary>
    public static IReadOnlyList<Digest> ServedBlobs(IEnumerable<AccessLogEntry> entries)
    {
        var blobs = new List<Digest>();
        foreach (var (method, target, status) in entries)
        {
            if (method == "GET" && status == 200 && !target.Contains("/manifests/", StringComparison.Ordinal)
                && Digest.TryParse(target.AsSpan(target.LastIndexOf('/') + 1), out var digest))
                blobs.Add(digest);
        }
        return blobs;
    }
}
