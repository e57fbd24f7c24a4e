using System.Text;
using Fairlead.Traffic.ClickHouse;

namespace Fairlead.Tests.Traffic.ClickHouse;

public sealed class ServerMessageTests
{
    [Theory]
    [InlineData("Code: 60, e.displayText() = DB::Exception: Table x doesn't exist.\nstack", "Code: 60, e.displayText() = DB::Exception: Table x doesn't exist.")]
    [InlineData("\r\n one\u001b[2Jtwo\u202ethree \r\nfour", "one?[2Jtwo?three ")]
    [InlineData("", "it doesn't say why")]
    [InlineData("key was 'secret word'", "key was '***'")]
    public void Of_Body_IsOneLineWithoutWhatActsOrIsSecret(string body, string shown) => ServerMessage.Of(Encoding.UTF8.GetBytes(body), "secret word").ShouldBe(shown);

    [Fact]
    public void Of_LongBody_IsCut() => ServerMessage.Of(Encoding.UTF8.GetBytes(new string('x', 4_000)), null).Length.ShouldBe(301);

    [Fact]
    public void Of_LongBodyWithThePassword_HasNoPartOfIt()
    {
        for (var before = 280; before < 310; before++)
            ServerMessage.Of(Encoding.UTF8.GetBytes(new string('.', before) + "secret word, and more" + new string('.', 300)), "secret word").ShouldNotContain("s");
    }

    [Theory]
    [InlineData(500, "Code: 241, e.displayText() = DB::Exception: Memory limit", true)]
    [InlineData(500, "Code: 252, e.displayText() = DB::Exception: Too many parts", true)]
    [InlineData(500, "Code: 62, e.displayText() = DB::Exception: Syntax error", false)]
    [InlineData(502, "<html>Bad gateway", true)]
    [InlineData(503, "", true)]
    [InlineData(429, "", true)]
    [InlineData(404, "Code: 60, e.displayText() = DB::Exception: Table x doesn't exist.", false)]
    [InlineData(401, "Code: 193, e.displayText() = DB::Exception: Wrong password", false)]
    public void IsPassing_Answer_IsWhatTimeMayHeal(int status, string body, bool isPassing) => ServerMessage.IsPassing(status, Encoding.UTF8.GetBytes(body)).ShouldBe(isPassing);
}
