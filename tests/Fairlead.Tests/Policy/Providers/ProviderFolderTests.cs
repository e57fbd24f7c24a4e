using Fairlead.Policy.Providers;

namespace Fairlead.Tests.Policy.Providers;

public sealed class ProviderFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-providers-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_Folder_IsItsYamlFilesInTheOrderOfTheirNames()
    {
        Write("b.yaml", "name: x");
        Write("a.yml", "name: y");
        Write("README.md", "# no");
        Directory.CreateDirectory(Path.Combine(_folder, "more.yaml"));
        var load = ProviderFolder.Read(_folder);
        load.Problems.ShouldBeEmpty();
        load.Set!.Files.Select(file => file.Name).ShouldBe(["y", "x"]);
        load.Set.Files[0].FileName.ShouldBe(Path.Combine(_folder, "a.yml"));
    }

    [Fact]
    public void Read_OneWrongFile_RefusesAllOfThem()
    {
        Write("a.yaml", "name: x");
        Write("b.yaml", "asns: [x]");
        var load = ProviderFolder.Read(_folder);
        load.Set.ShouldBeNull();
        load.Problems.ShouldAllBe(problem => problem.File == Path.Combine(_folder, "b.yaml"));
    }

    [Fact]
    public void Read_HugeFile_IsRefused()
    {
        Write("a.yaml", new string('#', ProviderFileCollector.MaxFileBytes + 1));
        ProviderFolder.Read(_folder).Problems.Single().Message.ShouldContain("larger than");
    }

    [Fact]
    public void Read_NoFolderOrNoFiles_IsRefused()
    {
        ProviderFolder.Read(_folder).Problems.Single().Message.ShouldContain("no provider files");
        ProviderFolder.Read(Path.Combine(_folder, "none")).Problems[0].Message.ShouldContain("no such folder");
        Write("a", "");
        ProviderFolder.Read(Path.Combine(_folder, "a")).Set.ShouldBeNull();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
