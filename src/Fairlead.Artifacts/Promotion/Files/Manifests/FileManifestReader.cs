using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>
/// Reads manifests of files as promo-tools has them (kubernetes-sigs/promo-tools, docs/file-promotion.md): a folder with
/// <c>filestores/NAME/filepromoter-manifest.yaml</c> and lists of files anywhere below <c>manifests/NAME</c>, or one file with both. Lax about what else
/// lies in the folders, strict inside the YAML: unknown and duplicate keys are errors, and no symbolic link is followed. One key is ours:
/// <c>registryMap</c>, from bases of stores, or from what they begin with, to others that take their place.
/// </summary>
public sealed class FileManifestReader(TimeProvider time)
{
    /// <summary>What the file is called that names a manifest's stores.</summary>
    public const string StoresFile = "filepromoter-manifest.yaml";


    private const string Hint = "name the one that holds filestores/ and manifests/, or a file";

    /// <summary>Reads them all. What is wrong is in the result; nothing but <paramref name="cancel"/> throws.</summary>
    /// <param name="path">The folder, or the file.</param>
    /// <param name="map">Other stores in the place of those that the manifests name; it goes before their own. A FROM that none of them has is an error.</param>
    /// <param name="cancel">Ends it.</param>
    public FileManifests Read(string path, NameMap map, CancellationToken cancel)
    {
        var manifests = new List<FileManifest>();
        var problems = ManifestProblems.Collect(path, map, (names, problems) =>
        {
            if (Directory.Exists(path)) ReadFolder(path, names, manifests, problems, cancel);
            else Take(Path.GetFileNameWithoutExtension(path), new ManifestFile(path, time, cancel), lists: null, names, manifests, problems, cancel);
        });
        return new FileManifests(manifests, problems);
    }

    private void ReadFolder(string root, MappedNames mapped, List<FileManifest> manifests, List<PromotionProblem> problems, CancellationToken cancel)
    {
        var (storesFolder, listsFolder) = (Path.Combine(root, "filestores"), Path.Combine(root, "manifests"));
        if (ManifestFolder.Names(storesFolder, Hint, problems) is not { } names) return;
        foreach (var name in names)
        {
            if (problems.Count > ManifestProblems.Max) return;
            var file = Path.Combine(storesFolder, name, StoresFile);
            var lists = Path.Combine(listsFolder, name);
            if (!ManifestFolder.Exists(file))
                problems.Add(new PromotionProblem(new FilePlace(Path.Combine(storesFolder, name), 0, 0), $"it has no {StoresFile}, and is passed over", IsWarning: true));
            else if (ManifestFolder.IsLink(listsFolder, problems) || ManifestFolder.IsLink(lists, problems))
                continue;
            else if (!Directory.Exists(lists))
                problems.Add(new PromotionProblem(new FilePlace(file, 0, 0), $"there is no folder {lists} with the lists that belong to it: add it, be it with an empty list"));
            else
                Take(name, new ManifestFile(file, time, cancel), lists, mapped, manifests, problems, cancel);
        }
        if (!ManifestFolder.Exists(listsFolder)) return; // which has been said of each manifest
        foreach (var name in ManifestFolder.Names(listsFolder, Hint, problems) ?? [])
        {
            if (!names.Contains(name))
                problems.Add(new PromotionProblem(new FilePlace(Path.Combine(listsFolder, name), 0, 0), $"no filestores/{name}/{StoresFile} promotes it", IsWarning: true));
        }
    }

    private void Take(
        string name, ManifestFile manifest, string? lists, MappedNames names, List<FileManifest> manifests, List<PromotionProblem> problems, CancellationToken cancel)
    {
        var before = problems.Count;
        FilestoreSet? stores = null;
        var files = new FilesReader();
        manifest.Read(problems, (report, root) =>
        {
            if (report.Map(root, "a manifest") is not { } map) return;
            stores = new FilestoresReader(report, manifest, names).Read(map);
            if (lists is null) files.Read(report, map, manifest, stores);
        });
        foreach (var list in lists is null ? [] : FileLists.Find(lists, problems))
        {
            if (problems.Count > ManifestProblems.Max) return;
            var file = new ManifestFile(list, time, cancel);
            file.Read(problems, (report, root) =>
            {
                if (report.Map(root, "a list of files") is { } map) files.Read(report, map, file, stores);
            });
        }
        if (stores is not null && problems.Skip(before).All(problem => problem.IsWarning)) manifests.Add(new FileManifest(name, stores.Source, stores.Destinations, files.Files));
    }
}
