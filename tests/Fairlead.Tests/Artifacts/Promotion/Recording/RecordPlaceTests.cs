using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Tests.Artifacts.Promotion.Recording;

public sealed class RecordPlaceTests
{
    [Theory]
    [InlineData("/state", "/home/me", "/state/fairlead/promotions")]
    [InlineData("state", "/home/me", "/home/me/.local/state/fairlead/promotions")] // the specification: relative paths are no paths
    [InlineData(null, "/home/me", "/home/me/.local/state/fairlead/promotions")]
    [InlineData(null, "", null)]
    [InlineData(null, null, null)]
    public void Default_Variables_AreThoseOfTheSpecification(string? state, string? home, string? folder) =>
        RecordPlace.Default(name => name == "XDG_STATE_HOME" ? state : home)?.Name.ShouldBe(folder);

    [Fact]
    public void TryParse_FileThatIsThere_IsNoPlaceForARecord()
    {
        var file = Path.GetTempFileName();
        RecordPlace.TryParse(file, out _, out var problem).ShouldBeFalse();
        problem.ShouldBe("it is there already, and a record is never replaced: name another file, or a folder");
        File.Delete(file);
    }

    [Theory]
    [InlineData("s3://")]
    [InlineData("ftp://example.org/records")]
    public void TryParse_NoStore_SaysWhy(string text)
    {
        RecordPlace.TryParse(text, out var place, out var problem).ShouldBeFalse();
        (place, problem?.Length > 0).ShouldBe((null, true));
    }
}
