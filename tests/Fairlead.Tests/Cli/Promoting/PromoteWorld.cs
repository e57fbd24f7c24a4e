using System.Text.Json;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Cli.Promoting;

/// <summary>Staging with an image, two destinations that are empty, and manifests that promote the one to the others; all gone after the test.</summary>
internal sealed class PromoteWorld : IAsyncDisposable
{
    public const string Tag = "v1";

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-promote-").FullName;

    private PromoteWorld(FakeRegistry staging, FakeRegistry asia, FakeRegistry europe) => (Staging, Asia, Europe) = (staging, asia, europe);

    public FakeRegistry Staging { get; }

    public FakeRegistry Asia { get; }

    public FakeRegistry Europe { get; }

    /// <summary>What <c>app:v1</c> is.</summary>
    public Blob App { get; } = TestManifests.Image("app");

    /// <summary>Something that staging hasn't got.</summary>
    public Digest Lost { get; } = Digest.Of("lost"u8);

    /// <summary>The folder of manifests.</summary>
    public string Manifests => File("promotion");

    /// <summary>The folder of records.</summary>
    public string Records => File("records");

    public static async Task<PromoteWorld> StartAsync()
    {
        var world = new PromoteWorld(await FakeRegistry.StartAsync(), await FakeRegistry.StartAsync(), await FakeRegistry.StartAsync());
        world.AddImage(world.Staging, "staging/app", "app");
        world.Staging.Content.Tag("staging/app", Tag, world.App.Digest);
        world.Write($"""- name: app{'\n'}  dmap:{'\n'}    "{world.App.Digest}": ["{Tag}"]{'\n'}""");
        return world;
    }

    /// <summary>Path of something in the folder of this world.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>Writes the manifests: these images, from staging to both.</summary>
    public void Write(string images)
    {
        Directory.CreateDirectory(Path.Combine(Manifests, "manifests", "a"));
        Directory.CreateDirectory(Path.Combine(Manifests, "images", "a"));
        System.IO.File.WriteAllText(Path.Combine(Manifests, "manifests", "a", "promoter-manifest.yaml"), $"""
            registries:
            - name: {Staging.Host}/staging
              src: true
            - name: {Asia.Host}/prod
            - name: {Europe.Host}/prod
            """);
        System.IO.File.WriteAllText(Path.Combine(Manifests, "images", "a", "images.yaml"), images);
    }

    /// <summary>The same with an image that staging hasn't got.</summary>
    public void WriteLost() => Write($"""- name: app{'\n'}  dmap:{'\n'}    "{App.Digest}": ["{Tag}"]{'\n'}    "{Lost}": [v2]{'\n'}""");

    /// <summary>Puts an image of this name into a registry, as it is everywhere; no tag.</summary>
    public Blob AddImage(FakeRegistry registry, string repository, string name)
    {
        var image = TestManifests.Image(name);
        registry.Content.AddBlob(repository, TestManifests.Config(name));
        registry.Content.AddBlob(repository, TestManifests.Layer(name));
        registry.Content.AddManifest(repository, image);
        return image;
    }

    /// <summary>What a tag names in a destination; null where there is none.</summary>
    public static Digest? TagIn(FakeRegistry registry, string tag = Tag) => registry.Content.Tags("prod/app").TryGetValue(tag, out var digest) ? digest : null;

    /// <summary>Whether both have the image as they should.</summary>
    public bool IsPromoted => TagIn(Asia) == App.Digest && TagIn(Europe) == App.Digest;

    /// <summary>Runs a sub-command in this process.</summary>
    public Task<CommandRun> RunAsync(string verb, params string[] args) => CommandRun.InProcessAsync(Arguments(verb, args));

    /// <summary>Runs it as a program of its own, for its JSON and for what hooks say.</summary>
    public Task<CommandRun> ProgramAsync(string verb, params string[] args) => CommandRun.ProgramAsync(null, Arguments(verb, args));

    /// <summary>The only record that there is.</summary>
    public JsonElement Record()
    {
        var path = Directory.GetFiles(Records).ShouldHaveSingleItem();
        return JsonDocument.Parse(System.IO.File.ReadAllText(path)).RootElement;
    }

    /// <summary>How often anything was put, posted, patched or deleted.</summary>
    public int Writes => Staging.Seen.Concat(Asia.Seen).Concat(Europe.Seen).Count(request => request.Method is not ("GET" or "HEAD"));

    public async ValueTask DisposeAsync()
    {
        Staging.Seen.ShouldAllBe(request => request.Method == "GET" || request.Method == "HEAD"); // nothing is ever put into the source
        await Staging.DisposeAsync();
        await Asia.DisposeAsync();
        await Europe.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string[] Arguments(string verb, string[] args) =>
        ["promote", verb, "--plain-http", Staging.Host, Asia.Host, Europe.Host, "--cache", File("cache"), "--record", Records + "/", .. args];
}
