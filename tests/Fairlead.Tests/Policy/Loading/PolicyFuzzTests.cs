using System.Text;
using Fairlead.Policy.Loading;

namespace Fairlead.Tests.Policy.Loading;

/// <summary>Mutations of good policies, the same ones in every run: whatever a file holds, loading it says so and never throws.</summary>
public class PolicyFuzzTests
{
    private const int Rounds = 1000; // of each kind

    private static readonly string[] Tokens =
    [
        "[", "]", "{", "}", ",", ": ", "- ", "? ", "\n", "\n  ", "\t", "\r", "'", "\"", "&a ", "*a", "!!str ", "| ", "> ", "# ", "%", "---\n", "...\n",
        "\0", "\uFEFF", "\u2028", "~", "null", "true", "-1", "99999999999999999999", "{digest}", "{region}", "{", "://", "\\u0000", "\\", "<<: ", "=", "@", "`",
    ];

    /// <summary>What the example has none of.</summary>
    private const string Inventories = """
        presence: {inventoryMaxAge: 24h, inventoryRefresh: 5m}
        upstream: {registry: "https://registry.example.org"}
        providers:
          - name: cloud
            cidrs: [192.0.2.0/24]
            mirrors:
              - url: "https://blobs-{region}.example.org/containers/images/{digest}"
                regions: [us-east-1, eu-west-3]
                presence: {inventory: "https://blobs-{region}.example.org/{region}/inventory?v=1"}
              - {name: near, url: "http://127.0.0.1:9000/{digest}", presence: {inventory: "http://127.0.0.1:9000/inventory"}}
        default: [near]

        """;

    public static TheoryData<string> Seeds => [File.ReadAllText(Examples.Path("policy.yaml")), Inventories];

    [Fact]
    public void Parse_Seeds_AreGood()
    {
        foreach (var seed in Seeds) PolicyFile.Parse(Encoding.UTF8.GetBytes(seed), "p.yaml", "/", null, _ => true).Policy.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parse_MutatedBytes_NeverThrows(string seed)
    {
        var example = Encoding.UTF8.GetBytes(seed);
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = example.ToList();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.Insert(at, (byte)random.Next(256)); break;
                    case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                    default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                }
            }
            ShouldBeSound(bytes.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parse_MutatedTokens_NeverThrows(string example)
    {
        var random = new Random(2);
        for (var round = 0; round < Rounds; round++)
        {
            var text = new StringBuilder(example);
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0: text.Insert(at, Tokens[random.Next(Tokens.Length)]); break;
                    case 1: text.Remove(at, Math.Min(random.Next(1, 200), text.Length - at)); break;
                    default: text.Insert(at, example.AsSpan(at / 2, Math.Min(100, example.Length - (at / 2)))); break;
                }
                if (text.Length == 0) text.Append('a');
            }
            ShouldBeSound(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    private static void ShouldBeSound(byte[] utf8)
    {
        var load = PolicyFile.Parse(utf8, "p.yaml", "/", null, region => region.Length % 2 == 0);
        (load.Policy is null).ShouldBe(load.Problems.Any(problem => problem.Severity == Severity.Error));
        var lines = utf8.Count(b => b is (byte)'\n' or (byte)'\r') + 2;
        load.Problems.ShouldAllBe(problem => problem.Line <= lines && !problem.Message.Any(char.IsControl));
    }
}
