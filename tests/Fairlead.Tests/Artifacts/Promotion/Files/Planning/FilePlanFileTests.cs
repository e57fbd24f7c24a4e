using System.Text;
using System.Text.Json;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using FsCheck;
using FsCheck.Fluent;

namespace Fairlead.Tests.Artifacts.Promotion.Files.Planning;

public sealed class FilePlanFileTests
{
    private static readonly Digest s_digest = Digest.Of("a"u8);
    private static readonly StoreUrl s_from = Parse("gs://from/rel");
    private static readonly StoreUrl s_to = Parse("s3://dest?region=eu-1");

    private static readonly FilePlan s_plan = new()
    {
        Made = new DateTimeOffset(2026, 7, 29, 12, 0, 0, TimeSpan.Zero),
        Edges =
        [
            new FileEdge("a", s_digest, s_from, s_to, FileAction.Copy) { Size = 1 },
            new FileEdge("b/c d", s_digest, s_from, s_to, FileAction.Differs) { Was = Digest.Of("b"u8), Reason = "because" },
            new FileEdge("c", s_digest, s_from, s_to, FileAction.Lost),
            new FileEdge("d", s_digest, s_from, s_to, FileAction.Present),
        ],
        Failures = [new FilePlanFailure("gs://down", 3, "no answer")],
    };

    [Fact]
    public async Task WriteAsync_Plan_IsTheInterfacesJson()
    {
        using var json = JsonDocument.Parse(await TextAsync(s_plan));
        var edge = json.RootElement.GetProperty("edges")[0];
        edge.EnumerateObject().Select(property => $"{property.Name}={property.Value}").ShouldBe(
            ["file=a", $"sha256={s_digest.Hex}", "from=gs://from/rel", "to=s3://dest?region=eu-1", "action=copy", "size=1"]);
        json.RootElement.GetProperty("edges").GetArrayLength().ShouldBe(4);
        json.RootElement.GetProperty("lost")[0].GetProperty("file").GetString().ShouldBe("c");
        json.RootElement.GetProperty("refused")[0].GetProperty("reason").GetString().ShouldBe("because");
        json.RootElement.GetProperty("failures")[0].GetProperty("edges").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task ReadAsync_WhatWasWritten_HasTheSameEdges()
    {
        var read = await ReadAsync(await TextAsync(s_plan));
        read.Made.ShouldBe(s_plan.Made);
        read.Edges.Select(edge => (edge.File, edge.Digest, edge.From.Text, edge.To.Text, edge.Action, edge.Was))
            .ShouldBe(s_plan.Edges.Select(edge => (edge.File, edge.Digest, edge.From.Text, edge.To.Text, edge.Action, edge.Was)));
        read.Failures.ShouldBe(s_plan.Failures); // or an incomplete plan would be applied as a whole one
    }

    [Theory]
    [InlineData("\"kind\": \"files\"", "\"kind\": \"images\"", "'kind' must be")]
    [InlineData("\"version\": 1", "\"version\": 2", "'version' must be 1")]
    [InlineData("\"version\": 1", "\"version\": 1, \"version\": 1", "version")]
    [InlineData("\"made\": \"2026", "\"made\": \"x", "'made' must be a time")]
    [InlineData("\"edges\": [", "\"edgse\": [", "is not a key of the plan")]
    [InlineData("\"file\": \"a\"", "\"file\": \"../a\"", "edges[0]: '../a' can't be a file's name")]
    [InlineData("\"file\": \"a\"", "\"file\": \"a\\n\"", "invisible character")]
    [InlineData("\"file\": \"a\"", "\"file\": 1", "no plan of files")]
    [InlineData("\"file\": \"a\"", "\"file\": \"d\"", "twice")]
    [InlineData("\"file\": \"a\",", "", "it has no 'file'")]
    [InlineData("\"size\": 1", "\"sise\": 1", "is not a key of an edge")]
    [InlineData("\"action\": \"copy\"", "\"action\": \"delete\"", "'action' must be copy")]
    [InlineData("\"to\": \"s3://dest?region=eu-1\"", "\"to\": \"gs://from/rel/x\"", "nothing is ever put there")]
    [InlineData("\"to\": \"s3://dest?region=eu-1\"", "\"to\": \"http://dest\"", "'to': a store is")]
    [InlineData("\"sha256\": \"c", "\"sha256\": \"C", "no SHA-256")]
    [InlineData("{", "", "JSON")]
    [InlineData("\"edges\": 3", "\"edges\": -3", "failures[0]: 'edges' must be")]
    [InlineData("\"store\"", "\"stoer\"", "is not a key of a failure")]
    [InlineData("\"failures\": [", "\"failures\": 1, \"lost\": [", "'lost'")]
    [InlineData("\"edges\": [", "\"edges\": {}, \"lost\": [", "'lost'")]
    public async Task ReadAsync_ChangedPlan_IsRefused(string from, string to, string why)
    {
        var text = await TextAsync(s_plan);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0);
        var failure = await Should.ThrowAsync<FormatException>(() => ReadAsync(text[..at] + to + text[(at + from.Length)..]));
        failure.Message.ShouldContain(why);
        failure.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task ReadAsync_AnyDamage_IsRefusedOrHarmless()
    {
        var bytes = Encoding.UTF8.GetBytes(await TextAsync(s_plan));
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<int>().Two().ToArbitrary(),
            pair =>
            {
                var damaged = bytes.ToArray();
                damaged[(int)((uint)pair.Item1 % damaged.Length)] = (byte)pair.Item2;
                try
                {
                    var read = FilePlanFile.ReadAsync(new MemoryStream(damaged), default).GetAwaiter().GetResult();
                    read.Edges.ShouldAllBe(edge => !edge.File.Any(char.IsControl));
                }
                catch (FormatException e)
                {
                    e.Message.Any(char.IsControl).ShouldBeFalse(e.Message);
                }
            }).QuickCheckThrowOnFailure();
    }

    private static async Task<string> TextAsync(FilePlan plan)
    {
        var output = new MemoryStream();
        await FilePlanFile.WriteAsync(plan, output, default);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static Task<FilePlan> ReadAsync(string text) => FilePlanFile.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default);

    private static StoreUrl Parse(string text) => StoreUrl.TryParse(text, out var url, out var problem) ? url : throw new FormatException(problem);
}
