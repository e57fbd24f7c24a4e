using System.Text;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class CsvFieldsTests
{
    [Theory]
    [InlineData("", new[] { "" })]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData("\"a\",\"\",\"b,c\"", new[] { "a", "", "b,c" })]
    [InlineData("\"a\"\"b\",c,", new[] { "a\"\"b", "c", "" })]
    [InlineData("\"a\"b", null)]
    [InlineData("a\"b", null)]
    [InlineData("\"a", null)]
    [InlineData("\"", null)]
    [InlineData("\"a\"\"", null)]
    public void Find_Line_GivesItsFields(string line, string[]? fields) => Find(line).ShouldBe(fields);

    /// <summary>Quotes at every place of sixteen bytes, beside a reading of one character after the other.</summary>
    [Fact]
    public void Find_AnyLine_IsAsReadSlowly()
    {
        var random = new Random(3);
        var whole = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var line = new StringBuilder();
            var count = random.Next(1, 6);
            for (var field = 0; field < count; field++)
            {
                if (field > 0) line.Append(',');
                var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => "abc,\"d"[random.Next(6)])]);
                line.Append(random.Next(12) == 0 ? text : random.Next(3) == 0 ? text.Replace(",", "").Replace("\"", "") : $"\"{text.Replace("\"", "\"\"")}\"");
            }
            var found = Find(line.ToString());
            found.ShouldBe(Slowly(line.ToString()), line.ToString());
            if (found is not null) whole++;
        }
        whole.ShouldBeInRange(10_000, 19_000);
    }

    private static string[]? Find(string line)
    {
        var bytes = Encoding.ASCII.GetBytes(line);
        var fields = new Range[200];
        var count = CsvFields.Find(bytes, fields);
        return count < 0 ? null : [.. fields[..count].Select(field => Encoding.ASCII.GetString(bytes[field]))];
    }

    private static string[]? Slowly(string line)
    {
        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            var field = new StringBuilder();
            if (at < line.Length && line[at] == '"')
            {
                for (at++; ; at++)
                {
                    if (at == line.Length) return null;
                    if (line[at] == '"' && (at + 1 == line.Length || line[at + 1] != '"')) break;
                    if (line[at] == '"') field.Append(line[at++]);
                    field.Append(line[at]);
                }
                at++;
            }
            else
            {
                for (; at < line.Length && line[at] != ','; at++)
                {
                    if (line[at] == '"') return null;
                    field.Append(line[at]);
                }
            }
            fields.Add(field.ToString());
            if (at == line.Length) return [.. fields];
            if (line[at++] != ',') return null;
        }
    }
}
