using System.Security.Cryptography;
using System.Text;

namespace Fairlead.Benchmarks.Promotion;

/// <summary>A repository of the made-up world: its images with their tags, as a listing of Google's has them.</summary>
/// <param name="Team">Whose it is: the folder of its manifest.</param>
/// <param name="Name">Below the team's registries.</param>
/// <param name="Images">Digests with their tags; some have two, some none.</param>
internal sealed record WorldRepository(string Team, string Name, IReadOnlyList<(string Digest, string[] Tags)> Images)
{
    private const string MediaType = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Makes one.</summary>
    public static WorldRepository Make(string team, string name, int images) =>
        new(team, name, [.. Enumerable.Range(0, images).Select(number => (DigestOf($"{team}/{name}/{number}"), TagsOf(number)))]);

    /// <summary>What <c>/v2/NAME/tags/list</c> answers there; every second image is signed.</summary>
    public byte[] Listing()
    {
        var manifests = Images.Select(image => Entry(image.Digest, image.Tags))
            .Concat(Images.Where((_, number) => number % 2 == 0).Select(image => Entry(DigestOf($"signature of {image.Digest}"), [$"{image.Digest.Replace(':', '-')}.sig"])));
        var tags = Images.SelectMany(image => image.Tags).Concat(Images.Where((_, number) => number % 2 == 0).Select(image => $"{image.Digest.Replace(':', '-')}.sig"));
        return Encoding.UTF8.GetBytes($$"""{"child":[],"manifest":{{{string.Join(',', manifests)}}},"name":"{{Team}}/{{Name}}","tags":{{List(tags)}}}""");
    }

    /// <summary>Its part of <c>images.yaml</c>.</summary>
    public void WriteTo(TextWriter images)
    {
        images.Write($"- name: {Name}\n  dmap:\n");
        foreach (var (digest, tags) in Images) images.Write($"    \"{digest}\": {List(tags)}\n");
    }

    private static string[] TagsOf(int number) => (number % 16) switch
    {
        15 => [],
        7 => [$"v1.{number}.0", $"1.{number}.0"],
        _ => [$"v1.{number}.0"],
    };

    private static string Entry(string digest, string[] tags) =>
        $"\"{digest}\":" + $$"""{"imageSizeBytes":"12345678","layerId":"","mediaType":"{{MediaType}}","tag":{{List(tags)}},"timeCreatedMs":"1700000000000","timeUploadedMs":"1700000000123"}""";

    private static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(value => $"\"{value}\""))}]";

    private static string DigestOf(string text) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
