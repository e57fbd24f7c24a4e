using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class BadLineTests
{
    [Theory]
    [InlineData("192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] \"GET /ä\t\"", "999,9,9,9 - - [99/xxx/9999;99;99;99 +9999] \"xxx /???\"")]
    [InlineData("2001:db8::1", "9999;xx9;;9")]
    [InlineData("", "")]
    public void Shape_Line_HasNothingThatItSays(string line, string shape) => Shape(Encoding.UTF8.GetBytes(line)).ShouldBe(shape);

    [Fact]
    public void Shape_LongLine_IsCut() => Shape(new byte[5000]).ShouldBe(new string('?', BadLine.LongestShape));

    [Fact]
    public void Shape_AnyLine_HasNoAddressInIt()
    {
        var random = new Random(3);
        const string alphabet = "0123456789abcdefABCDEF::::....xg %\"[]/-";
        var line = new byte[60];
        for (var round = 0; round < 300; round++)
        {
            for (var i = 0; i < line.Length; i++) line[i] = round % 3 == 0 ? (byte)random.Next(256) : (byte)alphabet[random.Next(alphabet.Length)];
            var shape = Shape(line);

            shape.ShouldAllBe(c => c >= ' ' && c <= '~');
            for (var from = 0; from < shape.Length; from++)
            {
                for (var to = from + 1; to <= shape.Length; to++) IpAddress.TryParse(shape.AsSpan(from, to - from), out _).ShouldBeFalse(shape);
            }
        }
    }

    [Fact]
    public void Add_ManyShapes_KeepsTheFirstInOrder()
    {
        var lines = new BadLines();

        foreach (var line in (string[])["e-1", "a-1", "a-2", "(", ")", "!", "#", "a-1", "~"]) lines.Add("gcs", "no", Encoding.UTF8.GetBytes(line));
        lines.Add("gcs", "10 of 17 fields", default);
        lines.Add("combined", "no", default);

        lines.Counted.Select(bad => (bad.Format, bad.Problem, bad.Count)).ShouldBe([("combined", "no", 1), ("gcs", "10 of 17 fields", 1), ("gcs", "no", 9)]);
        lines.Counted[2].Shapes.ShouldBe(["!", "#", "(", ")", "x-9"]);
    }

    private static string Shape(byte[] line)
    {
        Span<char> room = stackalloc char[BadLine.LongestShape];
        return room[..BadLineShape.Write(line, room)].ToString();
    }
}
