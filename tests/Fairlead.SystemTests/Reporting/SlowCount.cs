using System.Globalization;
using System.Net;

namespace Fairlead.SystemTests.Reporting;

/// <summary>What a log of nginx comes to, by splitting its lines and looking at every prefix in turn: slow, and nothing of the program is in it.</summary>
internal static class SlowCount
{
    /// <summary>The rows: what is counted apart, how many requests, how many bytes.</summary>
    public static SortedDictionary<string, (long Requests, long Bytes)> Of(IEnumerable<string> lines, string backend)
    {
        var rows = new SortedDictionary<string, (long Requests, long Bytes)>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            // 192.0.2.1 - - [21/Nov/2026:12:00:00 +0000] "GET /path HTTP/1.1" 200 12 "-" "agent"
            var quotes = line.Split('"');
            var client = IPAddress.Parse(line.Split(' ')[0]);
            var time = DateTimeOffset.ParseExact(line.Split('[')[1].Split(']')[0], "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture);
            var answer = quotes[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var key = string.Join('|', time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), backend, Facts(client), Content(quotes[1], answer[0]), $"{answer[0][0]}xx");
            var (requests, bytes) = rows.GetValueOrDefault(key);
            rows[key] = (requests + 1, bytes + long.Parse(answer[1], CultureInfo.InvariantCulture));
        }
        return rows;
    }

    private static string Facts(IPAddress client)
    {
        var found = NginxClients.Networks.Where(network => network.Has(client)).OrderByDescending(network => network.Length).ToList();
        var named = found.Find(network => network.Region is not null);
        var asn = found.Find(network => network.Asn != 0);
        return $"{named?.Provider ?? asn?.Provider}|{named?.Region}|{asn?.Asn}|{asn?.Country}";
    }

    private static string Content(string request, string status)
    {
        // Of a target with a space in it, all between the first and the last one is the target.
        if (request.Split(' ') is not [var method, _, .., _] parts || method is not ("GET" or "HEAD")) return "other|";
        var path = string.Join(' ', parts[1..^1]).Split('?')[0];
        var image = path.StartsWith("/v2/team/app/", StringComparison.Ordinal) ? "team/app" : path.StartsWith("/v2/team/sub/other/", StringComparison.Ordinal) ? "team/sub/other" : "";
        var (kind, name) = path.Contains("/manifests/", StringComparison.Ordinal) ? ("manifest", image)
            : path.Contains("/blobs/", StringComparison.Ordinal) ? ("blob", image)
            : path.StartsWith("/release/", StringComparison.Ordinal) ? ("file", "release/v1.31.0/bin")
            : path.StartsWith("/v2/", StringComparison.Ordinal) || path == "/" ? ("other", "")
            : ("file", "nothing");
        return $"{kind}|{(int.Parse(status, CultureInfo.InvariantCulture) < 400 ? name : "")}";
    }
}
