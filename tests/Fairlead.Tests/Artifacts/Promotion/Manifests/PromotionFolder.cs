namespace Fairlead.Tests.Artifacts.Promotion.Manifests;

/// <summary>A folder for promotion manifests, removed at the end.</summary>
internal sealed class PromotionFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("fairlead-promotion-").FullName;

    /// <summary>A manifest and its images.</summary>
    public PromotionFolder With(string name, string manifest, string images) =>
        WithFile($"manifests/{name}/promoter-manifest.yaml", manifest).WithFile($"images/{name}/images.yaml", images);

    /// <summary>Any file.</summary>
    public PromotionFolder WithFile(string path, string content)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return this;
    }

    /// <summary>A file's full path.</summary>
    public string PathOf(string path) => Path.Combine(Root, Path.Combine(path.Split('/')));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
