using Fairlead.Formats.Yaml;

namespace Fairlead.Tests.Formats.Yaml;

public class QuotedTests
{
    [Theory]
    [InlineData("a", "'a'")]
    [InlineData("", "''")]
    [InlineData("a\u001b[1m\n", "'a\\u001b[1m\\u000a'")]
    [InlineData("\u2028\u0085", "'\\u2028\\u0085'")]
    [InlineData("a\u202eb\u200b", "'a\\u202eb\\u200b'")]
    [InlineData("\U0001F600\u00e4", "'\U0001F600\u00e4'")]
    public void Text_ControlCharacters_AreEscaped(string text, string quoted) => Quoted.Text(text).ShouldBe(quoted);

    [Fact]
    public void Text_LongText_IsCut() => Quoted.Text(new string('a', 100)).ShouldBe("'" + new string('a', 80) + "...'");
}
