using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;

namespace Fairlead.Tests.Redirector.Upkeep;

/// <summary>Two real mirrors on loopback, <c>near</c> and <c>far</c>, tried in this order, and all that decides between them.</summary>
public abstract class TwoMirrors : IAsyncLifetime
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    internal BlobMirror Near { get; private set; } = null!;

    internal BlobMirror Far { get; private set; } = null!;

    internal CoreBench Bench { get; private set; } = null!;

    /// <summary>The policy's <c>presence</c>.</summary>
    protected virtual string Presence => "{timeout: 2s, present: 24h, absent: 60s, entries: 1000}";

    protected virtual bool AssumePresent => false;

    public virtual async ValueTask InitializeAsync()
    {
        Near = await BlobMirror.StartAsync([], cancel: TestContext.Current.CancellationToken);
        Far = await BlobMirror.StartAsync([], cancel: TestContext.Current.CancellationToken);
        Bench = new CoreBench(Policy(Presence), AssumePresent);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Bench.Dispose();
        await Near.DisposeAsync();
        await Far.DisposeAsync();
    }

    protected string Policy(string presence, string nearName = "near") => $$"""
        upstream: {registry: "https://registry.example.org"}
        presence: {{presence}}
        providers:
          - name: cloud
            cidrs: [192.0.2.0/24]
            mirrors:
              - {name: {{nearName}}, url: "{{Near.UrlTemplate}}"}
              - {name: far, url: "{{Far.UrlTemplate}}"}
        default: [{{nearName}}, far]
        """;

    /// <summary>The i-th blob of a series without end.</summary>
    internal static Blob BlobOf(int i) => Blob.Of("application/octet-stream", SeededContent.Of((ulong)i, 16));

    /// <summary>Some blobs that both mirrors hold.</summary>
    internal Blob[] Held(int count)
    {
        var blobs = Enumerable.Range(0, count).Select(BlobOf).ToArray();
        foreach (var blob in blobs)
        {
            Near.Add(blob);
            Far.Add(blob);
        }
        return blobs;
    }
}
