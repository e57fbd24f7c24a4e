using System.Text;
using System.Text.Json;
using Fairlead.Cli.Reporting;

namespace Fairlead.Tests.Cli.Reporting;

public sealed class JsonLineTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("kube-apiserver")]
    [InlineData("AMAZON-02 - Amazon.com, Inc. (US)")]
    [InlineData("\"quoted\\\"")]
    [InlineData("<script>&'+`")]
    [InlineData("Telefónica \u0000 \u001b[1m \u007f 😀 \ud800")]
    [InlineData("plain, and at the very end not: é")]
    public void Add_Text_IsAsTheFrameworkWritesIt(string? text)
    {
        var line = new JsonLine();
        line.Add("["u8);
        line.Add(text);
        line.Add("]"u8);
        Encoding.UTF8.GetString(line.Written).ShouldBe(Framework(json => json.WriteStringValue(text)));
    }

    [Fact]
    public void Add_AnyText_IsAsTheFrameworkWritesIt()
    {
        var random = new Random(1);
        var line = new JsonLine();
        for (var i = 0; i < 2_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(300)).Select(_ => (char)(random.Next(8) == 0 ? random.Next(1, 0x3000) : random.Next(0x20, 0x7F)))]);
            line.Clear();
            line.Add("["u8);
            line.Add(text);
            line.Add("]"u8);
            Encoding.UTF8.GetString(line.Written).ShouldBe(Framework(json => json.WriteStringValue(text)));
        }
    }

    [Fact]
    public void Add_Numbers_AreAsTheFrameworkWritesThem()
    {
        foreach (var number in (long?[])[null, 0, 1, long.MaxValue, long.MinValue]) Written(line => line.Add(number)).ShouldBe(number is { } known ? Framework(json => json.WriteNumberValue(known)) : "[null]");
        foreach (var number in (decimal?[])[null, 0, 0.10m, -1.5m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m])
        {
            Written(line => line.Add(number)).ShouldBe(number is { } known ? Framework(json => json.WriteNumberValue(known)) : "[null]");
        }
    }

    private static string Written(Action<JsonLine> add)
    {
        var line = new JsonLine();
        line.Add("["u8);
        add(line);
        line.Add("]"u8);
        return Encoding.UTF8.GetString(line.Written);
    }

    private static string Framework(Action<Utf8JsonWriter> write)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(to.ToArray());
    }
}
