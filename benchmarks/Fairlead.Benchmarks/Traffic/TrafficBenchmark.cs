using System.Globalization;
using Fairlead.Formats.Inventories;
using Fairlead.Networks.Lookup;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>Makes logs for <c>benchmarks/traffic/run</c>, and says what is in them. The same arguments give the same logs.</summary>
internal static class TrafficBenchmark
{
    private const int Seed = 6;
    private const string Bucket = "k8s-artifacts-prod";
    private static readonly DateTimeOffset s_begin = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[][] s_agents =
    [
        "containerd/v1.7.22"u8.ToArray(), "containerd/1.6.12"u8.ToArray(), "cri-o/1.29.4 go/go1.21.9 os/linux arch/amd64"u8.ToArray(),
        "docker/26.1.4 go/go1.21.11 git-commit/de5c9cf kernel/5.15.0 os/linux arch/amd64 UpstreamClient(Docker-Client/26.1.4 \\x5C(linux\\x5C))"u8.ToArray(),
        "curl/8.5.0"u8.ToArray(), "Go-http-client/2.0"u8.ToArray(),
    ];

    /// <summary><c>combined|gcs SNAPSHOT BYTES DAYS FILE INVENTORY</c>: prints lines and bytes sent.</summary>
    public static int Run(ReadOnlySpan<string> args)
    {
        if (args is not [("combined" or "gcs") and var format, var snapshot, var bytes, var days, var path, var inventory])
        {
            Console.Error.WriteLine("usage: traffic combined|gcs SNAPSHOT BYTES DAYS FILE INVENTORY");
            return 2;
        }
        var random = new Random(Seed);
        var clients = new RoutedSpace(SnapshotFile.Read(snapshot), random);
        var images = new PulledImages(random);
        using (var to = File.Create(inventory)) InventoryFile.Write(images.Inventory(), to);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var log = new LogText(file);
        var (lines, sent) = Write(log, format == "gcs", clients, images, random, long.Parse(bytes, CultureInfo.InvariantCulture), int.Parse(days, CultureInfo.InvariantCulture));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines} {sent}"));
        return 0;
    }

    private static (long Lines, long Sent) Write(LogText log, bool isGoogle, RoutedSpace clients, PulledImages images, Random random, long bytes, int days)
    {
        var (lines, sent) = (0L, 0L);
        if (isGoogle) log.Add("\"time_micros\",\"c_ip\",\"c_ip_type\",\"c_ip_region\",\"cs_method\",\"cs_uri\",\"sc_status\",\"cs_bytes\",\"sc_bytes\",\"time_taken_micros\",\"cs_host\",\"cs_referer\",\"cs_user_agent\",\"s_request_id\",\"cs_operation\",\"cs_bucket\",\"cs_object\""u8).End();
        // How far the log has come is how far the time has.
        for (; log.Length < bytes; lines++)
        {
            var time = s_begin.AddTicks((long)(TimeSpan.FromDays(days).Ticks * Math.Min(1, (double)log.Length / bytes) * 0.999));
            var blob = isGoogle ? images.NextBlob() : images.Next();
            var isHead = random.Next(10) == 0;
            var status = random.Next(25) == 0 ? 404 : 200;
            var size = isHead ? 0 : status == 200 ? blob.Size : 150;
            sent += size;
            if (isGoogle) WriteGoogle(log, time, clients, blob, isHead, status, size, random);
            else WriteCombined(log, time, clients, blob, isHead, status, size, random);
        }
        return (lines, sent);
    }

    private static void WriteCombined(LogText log, DateTimeOffset time, RoutedSpace clients, PulledBlob blob, bool isHead, int status, long size, Random random)
    {
        log.Add(clients.Next()).Add(" - - ["u8).Add(time, "dd/MMM/yyyy:HH:mm:ss").Add(" +0000] \""u8).Add(isHead ? "HEAD"u8 : "GET"u8)
            .Add(" /v2/"u8).Add(blob.Repository).Add("/"u8).Add(blob.Path).Add(" HTTP/1.1\" "u8).Add(status).Add(" "u8).Add(size)
            .Add(" \"-\" \""u8).Add(s_agents[random.Next(s_agents.Length)]).Add("\""u8).End();
    }

    // https://cloud.google.com/storage/docs/access-logs, "Access log fields".
    private static void WriteGoogle(LogText log, DateTimeOffset time, RoutedSpace clients, PulledBlob blob, bool isHead, int status, long size, Random random)
    {
        var client = clients.Next();
        var name = blob.Digest!.Value.ToString();
        log.Add("\""u8).Add(time.ToUnixTimeMilliseconds() * 1000).Add("\",\""u8).Add(client).Add(client.IsIPv4 ? "\",\"1\",\"\",\""u8 : "\",\"2\",\"\",\""u8)
            .Add(isHead ? "HEAD"u8 : "GET"u8).Add("\",\"/"u8).Add(Bucket).Add("/containers/images/"u8).Add(name).Add("\",\""u8).Add(status).Add("\",\"0\",\""u8).Add(size)
            .Add("\",\"31000\",\"storage.googleapis.com\",\"\",\""u8).Add(s_agents[random.Next(s_agents.Length)]).Add("\",\"ABPtcP"u8).Add(random.NextInt64()).Add(random.NextInt64())
            .Add("\",\"GET_Object\",\""u8).Add(Bucket).Add("\",\"containers/images/"u8).Add(name).Add("\""u8).End();
    }
}
