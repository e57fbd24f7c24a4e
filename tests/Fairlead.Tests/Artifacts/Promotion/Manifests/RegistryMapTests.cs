using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Tests.Artifacts.Promotion.Manifests;

public sealed class RegistryMapTests
{
    private const string Registries = """
        registries:
        - {name: gcr.io/staging, src: true}
        - {name: us.gcr.io/prod/a}
        - {name: eu.gcr.io/prod/a}
        """;

    [Fact]
    public void Read_MapOfTheCommandLine_ReplacesSourceAndDestinations()
    {
        var read = Read(Registries, "gcr.io=localhost:5000", "us.gcr.io=localhost:5001", "eu.gcr.io/prod=localhost:5002");
        read.Problems.ShouldBeEmpty();
        Roots(read).ShouldBe(["localhost:5000/staging", "localhost:5001/prod/a", "localhost:5002/a"]);
    }

    [Fact]
    public void Read_MapOfTheManifest_WorksInBothFormsAndYieldsToTheCommandLine()
    {
        const string Own = Registries + "\nregistryMap: {gcr.io: 'localhost:5000', us.gcr.io/prod: 'localhost:5001'}\n";
        Roots(Read(Own)).ShouldBe(["localhost:5000/staging", "localhost:5001/a", "eu.gcr.io/prod/a"]);
        Roots(Read(Own, "us.gcr.io=h")).ShouldBe(["localhost:5000/staging", "h/prod/a", "eu.gcr.io/prod/a"]);

        using var folder = new PromotionFolder().WithFile("a.yaml", Own + "images: []\n");
        Roots(Read(folder.PathOf("a.yaml"), NameMap.Empty)).ShouldBe(["localhost:5000/staging", "localhost:5001/a", "eu.gcr.io/prod/a"]);
    }

    [Fact]
    public void Read_DestinationsThatBecomeOne_AreOne() =>
        Roots(Read(Registries, "us.gcr.io=localhost:1", "eu.gcr.io=localhost:1")).ShouldBe(["gcr.io/staging", "localhost:1/prod/a"]);

    [Theory]
    [InlineData("us.gcr.io/prod/a=gcr.io/staging", ":3:3: 'gcr.io/staging' is the source, and can't be a destination too")]
    [InlineData("us.gcr.io=Upper.example", ":3:10: 'us.gcr.io/prod/a' becomes 'Upper.example/prod/a': registries are in lower case: 'upper.example'")]
    [InlineData("us.gcr.io=https://x", ":3:10: 'us.gcr.io/prod/a' becomes 'https://x/prod/a'")]
    [InlineData("us.gcr.io=x?y", ":3:10: 'us.gcr.io/prod/a' becomes 'x/prod/a?y'")]
    [InlineData("us.gcr.oi=x", ": --map 'us.gcr.oi=x': no name in the manifests is 'us.gcr.oi' or below it")]
    [InlineData("us.gcr.io/prod/b=x", "did you mean 'us.gcr.io/prod/a'?")]
    public void Read_MapThatCantBeUsed_IsAnErrorWithItsPlace(string map, string message)
    {
        var read = Read(Registries, map);
        read.HasErrors.ShouldBeTrue();
        read.Problems.ShouldHaveSingleItem().ToString().ShouldContain(message);
    }

    [Fact]
    public void Read_MistakesInTheManifestsMap_AreToldAllAtOnce()
    {
        var read = Read(Registries + """

            registryMap:
              us.gcr.io/prdo: x
              gs://: y
              eu.gcr.io: [z]
              gcr.io: a
              gcr.io/: b
              gcr.io: c
            """);
        read.Manifests.ShouldBeEmpty();
        read.Problems.Select(problem => $"{problem.At.Line}:{problem.At.Column} {problem.Message}").ShouldBe(
        [
            "11:3 'gcr.io' is set twice, first in line 9: remove one", // which is found before the rest is looked at
            "6:3 none of the manifest's names is 'us.gcr.io/prdo' or below it",
            "7:3 'gs://': name what is replaced in full, not only how it begins",
            "8:14 what replaces 'eu.gcr.io' must be a text, not a list",
            "10:3 'gcr.io' is replaced twice: keep one",
        ]);
    }

    [Fact]
    public void Read_MapThatMatchesWhatCouldNotBeRead_IsNotBlamed()
    {
        var read = Read("registries:\n- {name: GCR.io/x, src: true}\n", "elsewhere.example=x");
        read.Problems.ShouldHaveSingleItem().Message.ShouldContain("in lower case");
    }

    private static IEnumerable<string> Roots(PromotionManifests read)
    {
        var manifest = read.Manifests.ShouldHaveSingleItem(string.Join('\n', read.Problems));
        return [manifest.Source.Root.Name, .. manifest.Destinations.Select(registry => registry.Root.Name)];
    }

    private static PromotionManifests Read(string manifest, params string[] maps)
    {
        using var folder = new PromotionFolder().With("a", manifest, "[]");
        return Read(folder.Root, NameMapTests.Map(maps));
    }

    private static PromotionManifests Read(string path, NameMap map) => new PromotionReader(TimeProvider.System).Read(path, map, TestContext.Current.CancellationToken);
}
