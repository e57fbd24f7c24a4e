using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>A registry that has the images, an operator, and buckets to fill.</summary>
internal sealed class MirrorStage : IAsyncDisposable
{
    private readonly RadosGateway _gateway;

    private MirrorStage(RadosGateway gateway) => _gateway = gateway;

    public required MirrorImages Images { get; init; }

    public required DockerRegistry Registry { get; init; }

    public MirrorOperator Operator { get; } = new();

    public static async Task<MirrorStage> StartAsync(SharedGateway gateway, MirrorSources sources) => new(await gateway.StartedAsync())
    {
        Images = await sources.ImagesAsync(),
        Registry = await sources.StartRegistryAsync(),
    };

    /// <summary>An empty bucket.</summary>
    public Task<S3Bucket> BucketAsync() => _gateway.MakeBucketAsync();

    /// <summary>What <c>--from</c> takes for an image of this registry.</summary>
    public string Image(string repository, string tag = MirrorImages.Tag) => $"{Registry.Registry}/{repository}:{tag}";

    /// <summary>Copies images to stores, from this registry.</summary>
    public Task<CommandResult> SyncAsync(IEnumerable<string> images, IEnumerable<string> stores, params IEnumerable<string> more) =>
        Operator.SyncAsync([.. SyncArguments(images, stores), .. more]);

    /// <summary>The arguments of the same.</summary>
    public IEnumerable<string> SyncArguments(IEnumerable<string> images, IEnumerable<string> stores) =>
    [
        .. images.SelectMany(image => new[] { "--from", image }), .. stores.SelectMany(store => new[] { "--to", store }), .. PlainHttp,
    ];

    /// <summary>What lets the program speak to this registry.</summary>
    public IEnumerable<string> PlainHttp => ["--plain-http", Registry.Registry];

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        await Registry.DisposeAsync();
    }
}
