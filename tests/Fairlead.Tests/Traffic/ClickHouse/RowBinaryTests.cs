using Fairlead.Traffic.ClickHouse;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.ClickHouse;

public sealed class RowBinaryTests
{
    [Fact]
    public async Task Rows_WrittenAndRead_AreTheSame()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 3_000).Select(_ => (Text: new string('é', random.Next(400)), Number: random.NextInt64(), Id: new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()))).ToList();
        var writer = new RowWriter();
        foreach (var row in rows)
        {
            writer.String(row.Text);
            writer.Int64(row.Number);
            writer.Uuid(row.Id);
            writer.NullableInt64(row.Number % 2 == 0 ? row.Number % LogRecord.LastTime : null);
            writer.NullableString(row.Number % 3 == 0 ? row.Text : null);
            writer.UInt16((ushort)row.Number);
            writer.UInt32((uint)row.Number);
        }

        var reader = Reader(writer.Written.ToArray(), atOnce: 1_000);
        foreach (var row in rows)
        {
            (await reader.NextAsync()).ShouldBeTrue();
            reader.String().ShouldBe(row.Text);
            reader.Count().ShouldBe(row.Number);
            reader.Uuid().ShouldBe(row.Id);
            reader.NullableTime().ShouldBe(row.Number % 2 == 0 ? row.Number % LogRecord.LastTime : null);
            reader.NullableString().ShouldBe(row.Number % 3 == 0 ? row.Text : null);
            reader.UInt16().ShouldBe((ushort)row.Number);
            reader.UInt32().ShouldBe((uint)row.Number);
        }
        (await reader.NextAsync()).ShouldBeFalse();
    }

    /// <summary>The bytes of ClickHouse's own documentation of RowBinary: a length as LEB128, numbers with the lowest byte first, an array behind its length, a UUID in halves.</summary>
    [Fact]
    public void Writer_Values_AreAsDocumented()
    {
        var writer = new RowWriter();
        writer.String(new string('a', 200));
        writer.Array(["x", "yz"], static (row, text) => row.String(text));
        writer.Uuid(new UInt128(0x0102030405060708, 0x090A0B0C0D0E0F10));
        writer.NullableInt64(null);

        Convert.ToHexString(writer.Written[..3]).ShouldBe("C80161");
        Convert.ToHexString(writer.Written[202..]).ShouldBe("020178" + "02797A" + "0807060504030201" + "100F0E0D0C0B0A09" + "01");
    }

    [Theory]
    [InlineData("05616263", "the answer ends in the middle of a row")]
    [InlineData("FFFFFFFFFF7F", "a text in the answer is longer than 4 KiB")]
    [InlineData("8120", "a text in the answer is longer than 4 KiB")]
    [InlineData("8020", "the answer ends in the middle of a row")]
    [InlineData("80", "the answer ends in the middle of a row")]
    public async Task Bytes_StringThatIsNone_IsRefused(string hex, string problem)
    {
        var reader = Reader(Convert.FromHexString(hex), atOnce: 1);
        (await reader.NextAsync()).ShouldBeTrue();
        Should.Throw<InvalidDataException>(() => reader.String()).Message.ShouldBe(problem);
    }

    [Fact]
    public async Task Bytes_LongerThanARow_IsRefusedInBoundedMemory()
    {
        var given = 0L;
        var reader = new RowReader(room =>
        {
            room.Span.Fill(0x7F);
            given += room.Length;
            return ValueTask.FromResult(room.Length);
        });
        (await reader.NextAsync()).ShouldBeTrue();
        given.ShouldBeLessThanOrEqualTo(2 * RowReader.MaxRow);
        Should.Throw<InvalidDataException>(() =>
        {
            while (true) reader.Bytes();
        }).Message.ShouldBe("a row of the answer is longer than 64 KiB");
    }

    [Fact]
    public async Task Count_MoreThanALong_IsRefused()
    {
        var reader = Reader([.. Enumerable.Repeat((byte)0xFF, 8)], atOnce: 8);
        await reader.NextAsync();
        Should.Throw<InvalidDataException>(() => reader.Count());
    }

    private static RowReader Reader(byte[] bytes, int atOnce)
    {
        var stream = new MemoryStream(bytes);
        return new RowReader(room => stream.ReadAsync(room[..Math.Min(atOnce, room.Length)]));
    }
}
