using System.Text;
using System.Text.Json;
using Fairlead.Tests.Formats.Streams;
using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Importing;

public sealed class LogReaderTests
{
    private const string Nginx = """192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "curl" """;

    private const string Gcs =
        """
        "1791640536123456","192.0.2.1","1","","GET","/b/o","200","0","2326","52000","storage.googleapis.com","","curl","ABC-1","GET_Object","b","o"
        """;

    private readonly RequestList _requests = new();

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Read_PackedOrNot_GivesAllRequests(string how)
    {
        var reader = Reader();

        Read(reader, Packed.Pack(how, Encoding.UTF8.GetBytes($"{Nginx}\n{Nginx}\r\n\n{Nginx}"))).ShouldBeNull();

        _requests.Requests.Count.ShouldBe(3);
        _requests.Requests.ShouldAllBe(request => request.Bytes == 2326);
        ShouldBe(reader.Counts, new LogCounts { Files = 1, Lines = 4, Requests = 3, Ignored = 1, First = 1_791_640_536, Last = 1_791_640_536 });
        reader.Lines.ShouldBe(4);
    }

    [Fact]
    public void Read_ByteOrderMark_IsPassedOver()
    {
        Read(Reader(), "\uFEFF" + Nginx).ShouldBeNull();

        _requests.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void Read_EmptyLog_IsFine(string log)
    {
        var reader = Reader();

        Read(reader, log).ShouldBeNull();

        ShouldBe(reader.Counts, new LogCounts { Files = 1 });
    }

    [Fact]
    public void Read_SameIdAgain_IsADuplicate()
    {
        var ids = new RequestIds(1000);
        var (one, other) = (new LogReader(null, ids), new LogReader("gcs", ids));

        Read(one, $"{Gcs}\n{Gcs}\n{Gcs.Replace("ABC-1", "ABC-2")}\n").ShouldBeNull();
        Read(other, Gcs).ShouldBeNull();

        _requests.Requests.Select(request => request.RequestId).ShouldBe(["ABC-1", "ABC-2"]);
        one.Counts.Duplicates.ShouldBe(1);
        ShouldBe(other.Counts, new LogCounts { Files = 1, Lines = 1, Duplicates = 1 });
    }

    [Fact]
    public void Read_BadLines_AreCountedByProblemAndShown()
    {
        var reader = Reader();

        Read(reader, $"{Nginx}\n{Nginx}\n{Nginx}\nnginx: 192.0.2.77 said: no\n{Nginx.Replace("200", "2x0")}\n").ShouldBeNull();

        var counts = reader.Counts;
        counts.BadLines.ShouldBe(2);
        counts.Bad.Select(bad => (bad.Format, bad.Problem, bad.Count)).ShouldBe([("combined", "no request line", 1), ("combined", "the status is none", 1)]);
        counts.Bad[0].Shapes.ShouldBe(["xxxxx; 999,9,9,99 xxxx; xx"]);
    }

    [Fact]
    public void Read_NoKnownFormat_IsAProblemAndAllLinesAreBad()
    {
        var reader = Reader();

        Read(reader, "hello\nworld\n\n").ShouldNotBeNull().ShouldStartWith("it is in none of the formats that are known: gcs, s3, ");

        ShouldBe(reader.Counts, new LogCounts
        {
            Files = 1,
            Lines = 3,
            Ignored = 1,
            Bad = [new BadLine("unknown", "the log is in none of the formats that are known", 2, ["xxxxx"])],
        });
    }

    [Theory]
    [InlineData("s3")]
    [InlineData("cloudfront")]
    [InlineData("google")]
    public void Read_FormatThatIsNamedAndNoLineIsIn_IsAProblemAndAllLinesAreBad(string format)
    {
        var reader = Reader(format);

        Read(reader, $"{Nginx}\n\n{Nginx}\n").ShouldBe($"none of its lines is in the format '{format}': if it is in another one, leave --format away");
        Read(reader, $"{Nginx}\n").ShouldNotBeNull();

        var counts = reader.Counts;
        counts.Bad.ShouldHaveSingleItem().Format.ShouldBe(format);
        (counts.Lines, counts.BadLines, counts.Ignored, counts.DamagedFiles).ShouldBe((4, 3, 1, 0));
    }

    [Theory]
    [InlineData("gcs", "\"time_micros\",\"c_ip\",\"cs_operation\",\"sc_status\",\"sc_bytes\",\"cs_object\"\nbad\n")]
    [InlineData("cloudfront", "#Version: 1.0\nbad\n")]
    [InlineData("combined", "bad\nbad\n" + Nginx)]
    [InlineData("s3", "\n\r\n")]
    [InlineData(null, "\n\r\n")]
    public void Read_LinesOfTheFormatBesideBadOnesOrNoLines_IsFine(string? format, string log) => Read(Reader(format), log).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("cloudfront")]
    public void Read_HeadingThatLacksWhatIsNeeded_IsAProblem(string? format) =>
        Read(Reader(format), "#Version: 1.0\n#Fields: date time c-ip\n2026-10-10\t13:55:36\t192.0.2.1\n2026-10-10\t13:55:37\t192.0.2.1\n").ShouldNotBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("google")]
    public void Read_ArrayOfJson_SaysHowToMakeLinesOfIt(string? format)
    {
        const string problem = "it is one JSON array, and not an object a line: jq -c '.[]' makes lines of it";

        Read(Reader(format), "[\n  {\n    \"httpRequest\": {\n      \"status\": 200\n    }\n  }\n]\n").ShouldBe(problem);
        Read(Reader(format), "\uFEFF \r\n[{\"httpRequest\": {\"status\": 200}},\n{}]\n").ShouldBe(problem);
        Read(Reader(format), "[Sat Oct 10 13:55:36 2026] [error] what is this?\n").ShouldNotBeNull().ShouldNotContain("jq");
    }

    [Fact]
    public void Read_LineThatIsTooLong_IsBadAndTheNextIsNot()
    {
        var reader = Reader();
        var tooLong = Nginx.Replace("/a", "/" + new string('a', 3 * LogReader.LongestLine));

        Read(reader, $"{Nginx}\n{tooLong}\n{Nginx}\n").ShouldBeNull();

        _requests.Requests.Count.ShouldBe(2);
        var bad = reader.Counts.Bad.ShouldHaveSingleItem();
        bad.Problem.ShouldBe("longer than 64 KiB");
        bad.Shapes.ShouldHaveSingleItem().Length.ShouldBe(BadLine.LongestShape);
    }

    [Fact]
    public void Read_LongestLine_IsRead()
    {
        var line = Nginx.Replace("/a", "/" + new string('a', LogReader.LongestLine - Nginx.Length + 1));
        line.Length.ShouldBe(LogReader.LongestLine);

        Read(Reader(), line + "\n").ShouldBeNull();

        _requests.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void Read_DamagedGzip_KeepsTheWholeLinesBefore()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 20_000).Select(i => Nginx.Replace("/a", $"/{random.NextInt64():x}")).ToList();
        var packed = Packed.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var reader = Reader();

        var problem = Read(reader, packed[..(packed.Length / 2)]);

        problem.ShouldNotBeNull().ShouldContain("cut short");
        _requests.Requests.Count.ShouldBeInRange(5_000, 15_000);
        _requests.Requests.Zip(lines).ShouldAllBe(pair => pair.Second.Contains($"GET {pair.First.Target} HTTP"));
        var counts = reader.Counts;
        counts.DamagedFiles.ShouldBe(1);
        counts.BadLines.ShouldBe(0);
        counts.Lines.ShouldBe(counts.Requests);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void Read_GzipThatEndsInItsHeader_IsDamaged(int length)
    {
        var reader = Reader();

        Read(reader, Packed.Gzip(Encoding.UTF8.GetBytes(Nginx))[..length]).ShouldNotBeNull();

        reader.Counts.Requests.ShouldBe(0);
    }

    [Fact]
    public void Read_SourceThatBreaks_IsDamagedAndOthersGoOn()
    {
        var reader = Reader();

        reader.Read(new BreakingStream(Encoding.UTF8.GetBytes($"{Nginx}\n{Nginx[..70]}")), _requests, CancellationToken.None).ShouldBe("the connection was reset");
        Read(reader, Nginx).ShouldBeNull();

        _requests.Requests.Count.ShouldBe(2);
        var counts = reader.Counts;
        (counts.Files, counts.DamagedFiles, counts.BadLines).ShouldBe((2, 1, 0));
    }

    [Fact]
    public void Read_Ended_Throws()
    {
        Should.Throw<OperationCanceledException>(() => Reader().Read(new MemoryStream(Encoding.UTF8.GetBytes(Nginx)), _requests, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Read_ManyLines_AllocatesNothingForThem()
    {
        var log = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Nginx + "\n", 20_000)));
        var reader = Reader("combined");
        var nobody = new NoRequests();
        reader.Read(new MemoryStream(log), nobody, CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(new MemoryStream(log), nobody, CancellationToken.None);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000); // buffers; 50 bytes a line would be as much
    }

    private static void ShouldBe(LogCounts counts, LogCounts expected) => JsonSerializer.Serialize(counts).ShouldBe(JsonSerializer.Serialize(expected)); // of lists too

    private static LogReader Reader(string? format = null) => new(format, new RequestIds(1000));

    private string? Read(LogReader reader, string log) => Read(reader, Encoding.UTF8.GetBytes(log));

    private string? Read(LogReader reader, byte[] log) => reader.Read(new MemoryStream(log), _requests, CancellationToken.None);

    private sealed class NoRequests : IRequestSink
    {
        public void Take(in LogRecord record)
        {
        }
    }

    /// <summary>Fails where its content ends.</summary>
    private sealed class BreakingStream(byte[] content) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("the connection was reset");

        public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var read ? read : throw new IOException("the connection was reset");
    }
}
