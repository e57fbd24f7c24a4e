namespace Fairlead.Traffic.Logs;

/// <summary>All formats of logs that can be read.</summary>
public static class LogFormats
{
    /// <summary>Their names: <c>gcs</c>, <c>s3</c>, <c>cloudfront</c>, <c>google</c> (load balancer and Cloud Run), <c>combined</c> (nginx), <c>fastly</c>, <c>fairlead</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["gcs", "s3", "cloudfront", "google", "combined", "fastly", "fairlead"];

    /// <summary>A reader for one file; null where there is no such format.</summary>
    public static LogFormat? Create(string name) => throw new NotImplementedException();

    /// <summary>The format that these lines are in, by their content; null when none of them is a request of any.</summary>
    /// <param name="beginning">The first bytes of a file, unpacked; the last line may be cut.</param>
    public static string? Detect(ReadOnlySpan<byte> beginning) => throw new NotImplementedException();
}
