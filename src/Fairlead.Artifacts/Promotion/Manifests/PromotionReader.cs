using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>
/// Reads promotion manifests as promo-tools has them (kubernetes-sigs/promo-tools, docs/promoter-manifest.md, "thin manifests"): a folder with
/// <c>manifests/NAME/promoter-manifest.yaml</c> and <c>images/NAME/images.yaml</c>, or one file with both. Strict, since whoever may propose a
/// manifest decides what is copied where: unknown and duplicate keys are errors, and no symbolic link is followed. One key is ours: <c>registryMap</c>,
/// from names of registries, or from what they begin with, to others that take their place.
/// </summary>
public sealed class PromotionReader(TimeProvider time)
{

    private const string ManifestFile = "promoter-manifest.yaml";
    private const string ImagesFile = "images.yaml";
    private const string Hint = "name the one that holds manifests/ and images/, or a file";

    /// <summary>Reads them all. What is wrong is in the result; nothing but <paramref name="cancel"/> throws.</summary>
    /// <param name="path">The folder, or the file.</param>
    /// <param name="cancel">Ends it.</param>
    public PromotionManifests Read(string path, CancellationToken cancel) => Read(path, NameMap.Empty, cancel);

    /// <summary>
    /// The same, with other registries in the place of those that the manifests name; this map goes before their own. What it replaces and none of them
    /// names is an error: with a slip of the finger things would go to the real place.
    /// </summary>
    public PromotionManifests Read(string path, NameMap map, CancellationToken cancel)
    {
        var manifests = new List<PromotionManifest>();
        var problems = ManifestProblems.Collect(path, map, (names, problems) =>
        {
            if (Directory.Exists(path)) ReadFolder(path, names, manifests, problems, cancel);
            else Take(Path.GetFileNameWithoutExtension(path), new ManifestFile(path, time, cancel), images: null, names, manifests, problems);
        });
        return new PromotionManifests(manifests, problems);
    }

    private void ReadFolder(string root, MappedNames mapped, List<PromotionManifest> manifests, List<PromotionProblem> problems, CancellationToken cancel)
    {
        var (manifestsFolder, imagesFolder) = (Path.Combine(root, "manifests"), Path.Combine(root, "images"));
        var names = ManifestFolder.Names(manifestsFolder, Hint, problems);
        if (names is null) return;
        foreach (var name in names)
        {
            if (problems.Count > ManifestProblems.Max) return;
            var file = Path.Combine(manifestsFolder, name, ManifestFile);
            if (!ManifestFolder.Exists(file))
            {
                problems.Add(new PromotionProblem(new FilePlace(Path.Combine(manifestsFolder, name), 0, 0), $"it has no {ManifestFile}, and is passed over", IsWarning: true));
                continue;
            }
            var images = Path.Combine(imagesFolder, name, ImagesFile);
            if (!ManifestFolder.Exists(images)) problems.Add(new PromotionProblem(new FilePlace(file, 0, 0), $"there is no {images} that belongs to it: add it, be it an empty list"));
            else if (!ManifestFolder.IsLink(Path.Combine(imagesFolder, name), problems)) Take(name, new ManifestFile(file, time, cancel), new ManifestFile(images, time, cancel), mapped, manifests, problems);
        }
        if (!ManifestFolder.Exists(imagesFolder)) return; // which has been said of each manifest
        foreach (var name in ManifestFolder.Names(imagesFolder, Hint, problems) ?? [])
        {
            if (!names.Contains(name))
                problems.Add(new PromotionProblem(new FilePlace(Path.Combine(imagesFolder, name), 0, 0), $"no manifests/{name}/{ManifestFile} promotes it", IsWarning: true));
        }
    }

    private static void Take(string name, ManifestFile manifest, ManifestFile? images, MappedNames names, List<PromotionManifest> manifests, List<PromotionProblem> problems)
    {
        RegistryPair? registries = null;
        IReadOnlyList<ManifestImage>? list = null;
        var isGood = manifest.Read(problems, (report, root) =>
        {
            if (report.Map(root, "a manifest") is not { } map) return;
            registries = new RegistriesReader(report, manifest, names).Read(map);
            map.Value("imagesPath"); // of promo-tools' own; where the images are is a matter of names
            if (images is null) list = ImagesReader.Read(report, map.Value("images") ?? Missing(report, map, "images"), manifest);
        });
        if (images is not null) isGood &= images.Read(problems, (report, root) => list = ImagesReader.Read(report, root, images));
        if (isGood && registries is not null && list is not null) manifests.Add(new PromotionManifest(name, registries.Source, registries.Destinations, list));
    }

    private static YamlNode? Missing(YamlReport report, MapReader map, string key)
    {
        if (!map.Has(key)) report.Add(map.Node, $"the file has no '{key}'");
        return null;
    }
}
