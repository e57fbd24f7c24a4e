using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>Reads lists of files, and puts together what several say of one manifest's files.</summary>
internal sealed class FilesReader
{
    private const int MaxFiles = 1_000_000;

    private readonly Dictionary<string, PromotedFile> _byName = new(StringComparer.Ordinal);

    /// <summary>Each name once, in the order in which they were read.</summary>
    public List<PromotedFile> Files { get; } = [];

    /// <summary>Reads one more list; what is wrong in it is reported and left out.</summary>
    /// <param name="report">Where it is told.</param>
    /// <param name="manifest">The mapping that has it as <c>files</c>.</param>
    /// <param name="file">The file that it stands in.</param>
    /// <param name="stores">Where the files are to lie; null where that couldn't be read.</param>
    public void Read(YamlReport report, MapReader manifest, ManifestFile file, FilestoreSet? stores)
    {
        if (!manifest.Has("files")) report.Add(manifest.Node, "the file has no 'files'");
        foreach (var item in manifest.List("files") ?? [])
        {
            if (ReadOne(report, item, file, stores) is not { } read) continue;
            if (_byName.TryAdd(read.Name, read))
            {
                Files.Add(read);
                if (Files.Count == MaxFiles + 1) report.Add(item, $"more than {MaxFiles} files: make two manifests of it");
                if (Files.Count > MaxFiles) return;
            }
            else if (_byName[read.Name] is { } other && other.Digest != read.Digest)
            {
                report.Add(item, $"{Quoted.Text(read.Name)} has another sha256 at {other.At}: keep the right one");
            }
        }
    }

    private static PromotedFile? ReadOne(YamlReport report, YamlNode item, ManifestFile file, FilestoreSet? stores)
    {
        if (report.Map(item, "a file") is not { } map) return null;
        var name = map.Text("name");
        var hash = map.Text("sha256");
        foreach (var key in (string[])["name", "sha256"])
        {
            if (!map.Has(key)) report.Add(map.Node, $"a file needs a '{key}'");
        }
        var isHash = Digest.TryParseHex(hash?.Text ?? "", out var digest);
        if (hash is not null && !isHash) report.Add(hash, $"{Quoted.Text(hash.Text)} is no SHA-256: 64 lower-case hexadecimal digits");
        if (name is null) return null;
        var problem = FileName.Problem(name.Text) ?? stores?.All.Select(store => store.Url.KeyProblem(name.Text)).FirstOrDefault(one => one is not null);
        if (problem is not null) report.Add(name, $"{Quoted.Text(name.Text)} can't be a file's name: {problem}");
        return isHash && problem is null ? new PromotedFile(name.Text, digest, file.Place(name)) : null;
    }
}
