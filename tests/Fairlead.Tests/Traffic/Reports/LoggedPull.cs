using System.Globalization;
using Fairlead.Networks.Addresses;
using Fairlead.Tests.Traffic.Attribution;

namespace Fairlead.Tests.Traffic.Reports;

/// <summary>A request as a bucket's log has it, with what it asks for, known beforehand.</summary>
internal sealed record LoggedPull(int Id, DateTimeOffset Time, IpAddress Client, string Backend, string Method, string Object, string Kind, string? Image, int Status, long Bytes)
{
    /// <summary>Objects and what they are: the slow computation reads no path.</summary>
    private static readonly (string Object, string Kind, string? Image)[] s_objects =
    [
        ("v2/team/app/manifests/v1", "manifest", "team/app"), ($"v2/team/app/blobs/{AttributionBench.DigestOf("a")}", "blob", "team/app"),
        ("release/v1.31.0/bin/linux/amd64/kubectl", "file", "release/v1.31.0/bin"), ("v2/", "other", null), ("v2/_catalog", "other", null),
        ($"{AttributionBench.DigestOf("b")}", "blob", "team/base"), ($"{AttributionBench.DigestOf("c")}", "blob", "(shared)"), ($"{AttributionBench.DigestOf("d")}", "blob", null),
    ];

    public static LoggedPull Random(Random random, int id, IReadOnlyList<IpAddress> clients)
    {
        var (name, kind, image) = s_objects[random.Next(s_objects.Length)];
        var method = random.Next(10) switch { 0 => "HEAD", 1 => "PUT", _ => "GET" };
        var status = random.Next(8) switch { 0 => 404, 1 => 206, 2 => 503, 3 => 304, _ => 200 };
        return new(
            id, new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(61 * 86_400)), clients[random.Next(clients.Count)],
            random.Next(6) switch { 0 => "", 1 => "somewhere", 2 => "mirror-b.example.org", 3 => "second-mirror.example.org", _ => "mirror-a.example.org" },
            method, name, method == "PUT" ? "other" : kind, method == "PUT" || status >= 400 ? null : image, status, random.NextInt64(20L << 30));
    }

    /// <summary>The line of a usage log of Google's storage.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture,
        $"\"{Time.ToUnixTimeMilliseconds() * 1000}\",\"{Client}\",\"1\",\"\",\"{Method}\",\"/{Object}\",\"{Status}\",\"0\",\"{Bytes}\",\"52000\",\"storage.googleapis.com\",\"\",\"curl\",\"id-{Id}\",\"{Method}_Object\",\"{Backend}\",\"{Object}\"");
}
