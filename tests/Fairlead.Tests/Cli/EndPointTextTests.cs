using Fairlead.Cli;

namespace Fairlead.Tests.Cli;

public sealed class EndPointTextTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    [InlineData("[::1]:8080", "[::1]:8080")]
    [InlineData("[2001:DB8::1]:65535", "[2001:db8::1]:65535")]
    [InlineData(":8080", "[::]:8080")]
    [InlineData("*:8080", "[::]:8080")]
    [InlineData("localhost:8080", "127.0.0.1:8080")]
    public void Parse_AddressAndPort_IsTheEndPoint(string text, string endpoint) => EndPointText.Parse(text).ShouldNotBeNull().ToString().ShouldBe(endpoint);

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("8080")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:+1")]
    [InlineData("127.0.0.1: 1")]
    [InlineData("127.0.0.1:http")]
    [InlineData("::1:8080")]
    [InlineData("[::1]")]
    [InlineData("[::1:8080")]
    [InlineData("[]:8080")]
    [InlineData("[127.0.0.1]:8080")]
    [InlineData("example.org:8080")]
    [InlineData("8:8080")]           // not 0.0.0.8
    [InlineData("127.1:8080")]       // not 127.0.0.1
    [InlineData("010.0.0.1:8080")]   // not 8.0.0.1
    [InlineData("0x7f.0.0.1:8080")]
    public void Parse_AnythingElse_IsNone(string text) => EndPointText.Parse(text).ShouldBeNull();
}
