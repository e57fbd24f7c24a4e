using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary>Three registries, staging and two destinations, manifests between them, and an operator who promotes.</summary>
internal sealed class PromotionStage : IAsyncDisposable
{
    /// <summary>Where images are below the first destination.</summary>
    public const string OnePath = "prod";

    /// <summary>And below the second.</summary>
    public const string TwoPath = "mirror/prod";

    private const string Team = "team";

    public required MirrorImages Images { get; init; }

    public required StagingRegistry Staging { get; init; }

    public required DockerRegistry One { get; init; }

    public required DockerRegistry Two { get; init; }

    public MirrorOperator Operator { get; } = new();

    public PromotionFolder Folder { get; } = new();

    public RegistryContent StagingContent => new(Staging.Registry);

    /// <summary>What a manifest calls the source.</summary>
    public string Source => $"{Staging.Registry}/test";

    /// <summary>And the destinations.</summary>
    public IReadOnlyList<string> Destinations => [$"{One.Registry}/{OnePath}", $"{Two.Registry}/{TwoPath}"];

    /// <summary>What is promoted: two images over a base, an index, and one image of that by its digest alone.</summary>
    public IReadOnlyList<(string Name, Digest Digest, string[] Tags)> Promoted =>
    [
        ("app", Images.AppImage.Digest, ["v1", "v1.0"]), ("tool", Images.ToolImage.Digest, ["v1", "latest"]), ("multi", Images.MultiImage.Digest, ["v1"]),
        ("multi", Images.PlatformImages[1].Digest, []),
    ];

    /// <summary>How many edges that makes at each destination.</summary>
    public int EdgesEach => Promoted.Sum(image => Math.Max(1, image.Tags.Length));

    /// <summary>Starts everything, with the manifests of <see cref="Promoted"/>.</summary>
    public static async Task<PromotionStage> StartAsync(MirrorSources sources)
    {
        var stage = new PromotionStage
        {
            Images = await sources.ImagesAsync(),
            Staging = await StagingRegistry.StartAsync(sources),
            One = await DockerRegistry.StartAsync(),
            Two = await DockerRegistry.StartAsync(),
        };
        stage.WriteRegistries(stage.Destinations);
        stage.Folder.WriteImages(Team, stage.Promoted);
        return stage;
    }

    /// <summary>Writes other destinations than the two.</summary>
    public void WriteRegistries(params IEnumerable<string> destinations) => Folder.WriteRegistries(Team, Source, destinations);

    /// <summary>Writes other images than <see cref="Promoted"/>.</summary>
    public void WriteImages(params IEnumerable<(string Name, Digest Digest, string[] Tags)> images) => Folder.WriteImages(Team, images);

    /// <summary>Runs a verb of <c>promote</c> on the manifests; other hosts are spoken to without TLS, too.</summary>
    public Task<CommandResult> RunAsync(string verb, params IEnumerable<string> more) => Operator.PromoteAsync(Arguments(verb, more));

    /// <summary>The arguments of the same.</summary>
    public IEnumerable<string> Arguments(string verb, params IEnumerable<string> more) => [verb, "--manifests", Folder.Path, .. PlainHttp(Staging.Registry, One.Registry, Two.Registry), .. more];

    public static IEnumerable<string> PlainHttp(params IEnumerable<string> hosts) => hosts.SelectMany(host => new[] { "--plain-http", host });

    /// <summary>Asks for a plan.</summary>
    public async Task<PlanJson> PlanAsync(int exitCode = 0, params IEnumerable<string> more) =>
        new((await RunAsync("plan", ["--json", .. more])).ExitedWith(exitCode).Output);

    /// <summary>Checks that a destination has everything that is promoted, as it is in the source, with what refers to it, and no tag besides.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="path">Below which it is.</param>
    /// <param name="besides">Repositories that the registry has besides.</param>
    public async Task ShouldBePromotedAsync(string registry, string path, params IEnumerable<string> besides)
    {
        var content = new RegistryContent(registry);
        foreach (var (name, digest, tags) in Promoted)
        {
            await content.ShouldHoldAsync($"{path}/{name}", digest, StagingContent, $"test/{name}");
            foreach (var tag in tags) (await content.DigestOfAsync($"{path}/{name}", tag)).ShouldBe(digest, $"{registry}/{path}/{name}:{tag}");
        }
        await ShouldHaveReferrersAsync(content, $"{path}/app");
        (await content.TagsAsync($"{path}/app")).ShouldBe(["v1", "v1.0", Images.AppImage.TagName, Images.AppImage.TagName + ".sig"], ignoreOrder: true);
        (await content.TagsAsync($"{path}/tool")).ShouldBe(["v1", "latest"], ignoreOrder: true);
        (await content.TagsAsync($"{path}/multi")).ShouldBe(["v1"]);
        (await content.RepositoriesAsync()).ShouldBe(Promoted.Select(image => $"{path}/{image.Name}").Distinct().Concat(besides), ignoreOrder: true);
    }

    /// <summary>Likewise both destinations.</summary>
    public async Task ShouldBePromotedAsync()
    {
        await ShouldBePromotedAsync(One.Registry, OnePath);
        await ShouldBePromotedAsync(Two.Registry, TwoPath);
    }

    /// <summary>Pushes another image under a tag of a destination, as somebody with too many rights would.</summary>
    public static async Task MoveTagAsync(DockerRegistry registry, string repository, string tag)
    {
        using var layout = new OciLayout();
        await layout.PushAsync(layout.AddImage("amd64", ImageLayer.Of("moved", 1_000)), registry, repository, tag);
    }

    /// <summary>The requests to a destination since this was asked last that were not only to read.</summary>
    public static async Task<IReadOnlyList<AccessLogEntry>> WritesAsync(DockerRegistry registry) =>
        [.. (await registry.Log.TakeAsync()).Where(entry => entry.Method is not ("GET" or "HEAD"))];

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        Folder.Dispose();
        await One.DisposeAsync();
        await Two.DisposeAsync();
        await Staging.DisposeAsync();
    }

    private async Task ShouldHaveReferrersAsync(RegistryContent content, string repository)
    {
        await content.ShouldHoldAsync(repository, Images.Signature.Digest, StagingContent, MirrorImages.App);
        (await content.DigestOfAsync(repository, Images.AppImage.TagName + ".sig")).ShouldBe(Images.Signature.Digest);
        await content.ShouldHoldAsync(repository, Images.Referrer.Digest, StagingContent, MirrorImages.App);
        (await content.FindManifestAsync(repository, Images.AppImage.TagName)).ShouldNotBeNull().Children().ShouldBe([Images.Referrer.Digest]);
    }
}
