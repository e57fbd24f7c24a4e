using System.Text;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class LogFormatsTests
{
    private const string Combined = """192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /a HTTP/1.1" 200 2326 "-" "curl" """;

    private const string Gcs =
        """
        "1791640536123456","192.0.2.1","1","","GET","/b/o","200","0","2326","52000","storage.googleapis.com","","curl","ABC-1","GET_Object","b","o"
        """;

    private static readonly Dictionary<string, string> s_samples = new()
    {
        ["gcs"] = Gcs,
        ["s3"] = "79a59df900b9 prod [10/Oct/2026:13:55:36 +0000] 192.0.2.3 - 3E57427F3EXAMPLE REST.GET.OBJECT a \"GET /a HTTP/1.1\" 200 - 2326 5000 70 10 \"-\" \"curl\" -",
        ["cloudfront"] = "#Version: 1.0\n#Fields: date time sc-bytes c-ip cs-method cs-uri-stem sc-status\n2026-10-10\t13:55:36\t5\t192.0.2.1\tGET\t/a\t200",
        ["google"] = """{"insertId":"a","timestamp":"2026-10-10T13:55:36Z","httpRequest":{"requestMethod":"GET","requestUrl":"https://example.org/a","status":200,"responseSize":"5","remoteIp":"192.0.2.1"}}""",
        ["fairlead"] = """{"time":"2026-10-10T13:55:36+00:00","method":"GET","path":"/v2/","status":200,"rule":"api","provider":null,"network":null,"region":null,"asn":null,"country":null}""",
        ["combined"] = Combined,
        ["fastly"] = "<134>2026-10-10T13:55:36Z cache-sjc3128 LogTest[62959]: " + Combined,
    };

    [Fact]
    public void Detect_EachFormat_IsTold()
    {
        s_samples.Keys.ShouldBe(LogFormats.Names, ignoreOrder: true);
        foreach (var (name, sample) in s_samples)
        {
            Detect(sample).ShouldBe(name);
            Detect(sample + "\r\n" + sample + "\r\n").ShouldBe(name);
            Detect("\n\n" + sample + "\n" + sample[..(sample.Length / 2)]).ShouldBe(name); // cut
            LogFormats.Create(name)!.Name.ShouldBe(name);
        }
    }

    [Theory]
    [InlineData("#Version: 1.0\n#Fields: date time sc-bytes cs-method sc-status\n", "cloudfront")] // nobody came
    [InlineData("\"bucket\",\"storage_byte_hours\"\n\"b\",\"5\"\n", "gcs")] // a storage log
    public void Detect_NoRequestsYet_IsToldByTheHeading(string log, string name) => Detect(log).ShouldBe(name);

    [Fact]
    public void Detect_FirstLinesBad_GoesByMostOfThem()
    {
        Detect($"damaged\n{Combined}\n{Combined}\n").ShouldBe("combined");
        Detect($"damaged\ndamaged\n{Combined}\n{Combined}\n").ShouldBeNull();
        Detect(string.Concat(Enumerable.Repeat(Combined + "\n", 26)) + string.Concat(Enumerable.Repeat(Gcs + "\n", 1000))).ShouldBe("combined"); // of fifty
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n")]
    [InlineData("hello world\n")]
    [InlineData("{}\n")]
    [InlineData("[1,2]\n")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("\0\0\0\0")]
    public void Detect_SomethingElse_IsNone(string log) => Detect(log).ShouldBeNull();

    [Fact]
    public void Create_NoSuchFormat_IsNull() => LogFormats.Create("nginx").ShouldBeNull();

    private static string? Detect(string log) => LogFormats.Detect(Encoding.UTF8.GetBytes(log));
}
