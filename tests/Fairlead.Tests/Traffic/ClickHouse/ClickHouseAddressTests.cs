using Fairlead.Traffic.ClickHouse;

namespace Fairlead.Tests.Traffic.ClickHouse;

public sealed class ClickHouseAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:18123/", "http://127.0.0.1:18123", null, null)]
    [InlineData("http://ch.internal", "http://ch.internal:8123", null, null)]
    [InlineData("https://ch.internal/", "https://ch.internal:8443", null, null)]
    [InlineData("http://ch.internal:80", "http://ch.internal", null, null)]
    [InlineData("https://[2001:db8::1]/clickhouse/", "https://[2001:db8::1]:8443/clickhouse", null, null)]
    [InlineData("http://me:p%40ss%3A@ch.internal", "http://ch.internal:8123", "me", "p@ss:")]
    [InlineData("http://me@ch.internal", "http://ch.internal:8123", "me", null)]
    public void Parse_Good_IsTakenApart(string text, string shown, string? user, string? password)
    {
        var address = ClickHouseAddress.Parse(text, _ => null, out _).ShouldNotBeNull();

        address.ToString().ShouldBe(shown);
        address.Url.UserInfo.ShouldBeEmpty();
        (address.User, address.Password).ShouldBe((user, password));
    }

    [Fact]
    public void Parse_CredentialsOfTheEnvironment_AreThoseOfAUrlWithout()
    {
        var environment = new Dictionary<string, string> { ["CLICKHOUSE_USER"] = "me", ["CLICKHOUSE_PASSWORD"] = "secret" };

        var address = ClickHouseAddress.Parse("http://ch.internal", name => environment[name], out _)!;
        (address.User, address.Password).ShouldBe(("me", "secret"));
        address = ClickHouseAddress.Parse("http://other@ch.internal", name => environment[name], out _)!;
        (address.User, address.Password).ShouldBe(("other", null)); // one's password is not for another
    }

    [Theory]
    [InlineData("")]
    [InlineData("ch.internal:8123")]
    [InlineData("ftp://ch.internal")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://me:hidden@ch.internal/?database=x")]
    [InlineData("http://me:hidden@ch.internal/#x")]
    [InlineData("http://me:hidden%0D%0Ax@ch.internal")]
    public void Parse_Bad_IsRefusedWithoutShowingIt(string text)
    {
        ClickHouseAddress.Parse(text, _ => null, out var problem).ShouldBeNull();
        problem.ShouldNotBeEmpty();
        problem.ShouldNotContain("hidden");
    }

    [Theory]
    [InlineData("fairlead", true)]
    [InlineData("_a1", true)]
    [InlineData("", false)]
    [InlineData("1a", false)]
    [InlineData("a b", false)]
    [InlineData("a'; DROP", false)]
    [InlineData("ä", false)]
    public void IsOne_NameOfADatabase_NeedsNoQuotes(string name, bool isOne) => DatabaseName.IsOne(name).ShouldBe(isOne);
}
