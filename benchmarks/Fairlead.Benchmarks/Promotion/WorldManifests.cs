namespace Fairlead.Benchmarks.Promotion;

/// <summary>
/// As much as Kubernetes has: 1,350 repositories and 46,000 images, most repositories with a few and some with hundreds; 135 manifests.
/// </summary>
internal static class WorldManifests
{
    private const int Repositories = 1350;
    private const int Images = 46_000;
    private const int RepositoriesOfATeam = 10;

    /// <summary>What it is made of; the same every time.</summary>
    public static IReadOnlyList<WorldRepository> Make()
    {
        // Half of the images evenly over all, the other half over the first tenth.
        const int few = Repositories / 10;
        var repositories = new List<WorldRepository>(Repositories);
        var left = Images;
        for (var number = 0; number < Repositories; number++)
        {
            var images = (Images / 2 / Repositories) + (number < few ? Images / 2 / few : 0);
            if (number == Repositories - 1) images = left;
            left -= images;
            repositories.Add(WorldRepository.Make($"team-{number / RepositoriesOfATeam:000}", $"part-{number % RepositoriesOfATeam}/image", images));
        }
        return repositories;
    }

    /// <summary>Writes its manifests to a folder.</summary>
    public static void Write(string folder, IReadOnlyList<WorldRepository> repositories, string source, IReadOnlyList<string> destinations)
    {
        foreach (var team in repositories.GroupBy(repository => repository.Team))
        {
            using (var manifest = Open(folder, "manifests", team.Key, "promoter-manifest.yaml"))
            {
                manifest.Write($"registries:\n- name: {source}/{team.Key}\n  src: true\n");
                foreach (var destination in destinations) manifest.Write($"- name: {destination}/{team.Key}\n  service-account: promoter@example.org\n");
            }
            using var images = Open(folder, "images", team.Key, "images.yaml");
            foreach (var repository in team) repository.WriteTo(images);
        }
    }

    private static StreamWriter Open(string folder, string kind, string team, string name)
    {
        var parent = Directory.CreateDirectory(Path.Combine(folder, kind, team));
        return new StreamWriter(Path.Combine(parent.FullName, name));
    }
}
