namespace Fairlead.Traffic.Logs;

/// <summary>All formats of logs that can be read.</summary>
public static class LogFormats
{
    /// <summary>Lines that tell a format: a log may begin with a few that are damaged.</summary>
    private const int LinesTried = 50;

    /// <summary>
    /// Their names: <c>gcs</c>, <c>s3</c>, <c>cloudfront</c>, <c>google</c> (load balancer and Cloud Run), <c>fairlead</c>, <c>combined</c> (nginx), <c>fastly</c>. In this order
    /// they are tried: the last takes what those before it take, and more.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = ["gcs", "s3", "cloudfront", "google", "fairlead", "combined", "fastly"];

    /// <summary>A reader for one file; null where there is no such format.</summary>
    public static LogFormat? Create(string name) => name switch
    {
        "gcs" => new GcsFormat(),
        "s3" => new S3Format(),
        "cloudfront" => new CloudFrontFormat(),
        "google" => new GoogleFormat(),
        "fairlead" => new FairleadFormat(),
        "combined" => new CombinedFormat(),
        "fastly" => new FastlyFormat(),
        _ => null,
    };

    /// <summary>The format that more than half of the first lines are in, by reading them; null when there is none. What a format ignores is in it, but for empty lines.</summary>
    /// <param name="beginning">The first bytes of a file, unpacked; the last line may be cut.</param>
    public static string? Detect(ReadOnlySpan<byte> beginning)
    {
        string? best = null;
        var most = 0;
        foreach (var name in Names)
        {
            var (fitting, tried) = Try(name, beginning);
            if (fitting <= most || fitting * 2 <= tried) continue;
            (best, most) = (name, fitting);
            if (fitting == tried) break;
        }
        return best;
    }

    private static (int Fitting, int Tried) Try(string name, ReadOnlySpan<byte> beginning)
    {
        var (fitting, tried) = (0, 0);
        if (Create(name) is not { } format) return (fitting, tried);
        LogRecord record = default;
        while (tried < LinesTried && !beginning.IsEmpty)
        {
            var length = beginning.IndexOf((byte)'\n');
            if (length < 0 && tried > 0) break; // it may be cut
            var line = length < 0 ? beginning : beginning[..length];
            beginning = beginning[(length < 0 ? beginning.Length : length + 1)..];
            line = line.TrimEnd((byte)'\r');
            if (line.IsEmpty) continue;
            tried++;
            if (format.Read(line, ref record) != LineOutcome.Bad) fitting++;
        }
        return (fitting, tried);
    }
}
