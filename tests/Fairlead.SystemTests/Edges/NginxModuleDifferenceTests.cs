using Fairlead.SystemTests.Clients;

namespace Fairlead.SystemTests.Edges;

/// <summary>The table of differences of nginx with the module, row by row.</summary>
public sealed class NginxModuleDifferenceTests(NginxModuleRows rows) : IClassFixture<NginxModuleRows>
{
    [Theory]
    [MemberData(nameof(NginxDifferenceTests.Shared), MemberType = typeof(NginxDifferenceTests))]
    public async Task Row_Request_IsAnsweredOtherwise(string request, string serve, string nginx) => (await rows.AskAsync(request)).ShouldBe((serve, nginx));

    /// <summary>A row of nginx alone: the module sees all lines.</summary>
    [Fact]
    public async Task SeveralLinesOfAHeader_OnlyTheSecondIsMet_IsMet()
    {
        var oslo = $"307 https://oslo.example.org/sha256:{new string('0', 64)}";
        (await rows.AskAsync(EdgeRows.Blob + "Host: a\r\nX-Site: bergen\r\nX-Site: oslo\r\nX-Site: \u00c3\u00a9\r\n\r\n")).ShouldBe((oslo, oslo));
    }

    /// <summary>Else anyone could fill the disk: nginx reads a request's body before it calls a module.</summary>
    [Theory]
    [InlineData("Content-Length: 8193\r\n\r\n")]
    [InlineData("Content-Length: 99999999999\r\n\r\n")]
    public async Task Body_Large_Is413(string body) => (await rows.AskAsync(EdgeRows.Manifest + "Host: a\r\n" + body)).ShouldBe((EdgeRows.Redirect, "413"));

    [Fact]
    public async Task Body_Small_IsReadFirst()
    {
        (await rows.AskAsync(EdgeRows.Manifest + "Host: a\r\nContent-Length: 5\r\n\r\nhello")).ShouldBe((EdgeRows.Redirect, EdgeRows.Redirect));
        (await RawHttp.SendAsync(rows.Proxy, EdgeRows.Manifest + "Host: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")).Status.ShouldBe(100);
    }
}
