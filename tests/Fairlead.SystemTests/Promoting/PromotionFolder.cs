using System.Text;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Promoting;

/// <summary>A folder of promotion manifests, as a repository of them has it.</summary>
internal sealed class PromotionFolder : IDisposable
{
    private readonly TempDirectory _directory = new();

    public string Path => _directory.Path;

    /// <summary>A file of it.</summary>
    public string File(string name) => _directory.File(name);

    /// <summary>Writes the registries of a team.</summary>
    public void WriteRegistries(string team, string source, params IEnumerable<string> destinations)
    {
        var text = new StringBuilder($"registries:\n- name: {source}\n  src: true\n");
        foreach (var destination in destinations) text.Append($"- name: {destination}\n  service-account: promoter@example.org\n");
        Write($"manifests/{team}/promoter-manifest.yaml", text.ToString());
    }

    /// <summary>Writes the images of a team.</summary>
    public void WriteImages(string team, params IEnumerable<(string Name, Digest Digest, string[] Tags)> images)
    {
        var text = new StringBuilder();
        foreach (var image in images.GroupBy(image => image.Name))
        {
            text.Append($"- name: {image.Key}\n  dmap:\n");
            foreach (var (_, digest, tags) in image) text.Append($"    \"{digest}\": [{string.Join(", ", tags.Select(tag => $"\"{tag}\""))}]\n");
        }
        Write($"images/{team}/images.yaml", text.ToString());
    }

    /// <summary>Writes any file of it.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    public void Dispose() => _directory.Dispose();
}
