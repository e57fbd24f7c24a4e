using System.Text;
using System.Text.Json;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

public sealed class PlanFileTests
{
    private static readonly Digest s_a = PlanSamples.BlobOf(1).Digest;
    private static readonly Digest s_b = PlanSamples.BlobOf(2).Digest;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_Plan_IsJsonWithOneEdgeALine()
    {
        var text = await WriteAsync(Sample);
        text.Split('\n').ShouldBe(
        [
            """{"version":1,""",
            "\"made\":\"2026-11-21T20:00:00+00:00\",",
            "\"edges\":[",
            $$"""{"image":"app","digest":"{{s_a}}","tag":null,"from":"s.example/stage","to":"d.example/prod","action":"present"},""",
            $$"""{"image":"app","digest":"{{s_a}}","tag":"v1","from":"s.example/stage","to":"d.example/prod","action":"copy"},""",
            $$"""{"image":"app","digest":"{{s_a}}","tag":"v2","from":"s.example/stage","to":"d.example/prod","action":"tag-move","was":"{{s_b}}"},""",
            $$"""{"image":"app","digest":"{{s_b}}","tag":"v3","from":"s.example/stage","to":"d.example/prod","action":"lost"}],""",
            "\"attachments\":[",
            $$"""{"image":"app","digest":"{{s_b}}","tag":"sha256-{{s_a.Hex}}.sig","from":"s.example/stage","to":"d.example/prod"}],""",
            "\"lost\":[",
            $$"""{"image":"app","digest":"{{s_b}}","tag":"v3","from":"s.example/stage","to":"d.example/prod","action":"lost"}],""",
            "\"refused\":[",
            $$"""{"image":"app","digest":"{{s_a}}","tag":"v2","from":"s.example/stage","to":"d.example/prod","action":"tag-move","was":"{{s_b}}"}],""",
            "\"failures\":[",
            """{"repository":"e.example/prod/app","edges":3,"message":"it answered 'no'"}]}""",
            "",
        ]);
        JsonDocument.Parse(text).Dispose();
    }

    [Fact]
    public async Task Write_MoreMembers_StandBehindTheOthers()
    {
        using var output = new MemoryStream();
        await PlanFile.WriteAsync(Sample, output, json =>
        {
            json.WriteStartObject("outcome"u8);
            json.WriteBoolean("good"u8, true);
            json.Flush();
            json.WriteEndObject();
            json.WriteNumber("seconds"u8, 1);
        }, Cancel);
        using var json = JsonDocument.Parse(output.ToArray());
        json.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["version", "made", "edges", "attachments", "lost", "refused", "failures", "outcome", "seconds"]);
        json.RootElement.GetProperty("outcome").GetProperty("good").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Read_WhatWasWritten_IsTheSame() => ShouldBe(await ReadAsync(await WriteAsync(Sample)), Sample);

    [Fact]
    public async Task Read_SortedByAnotherProgram_IsTheSame()
    {
        using var json = JsonDocument.Parse(await WriteAsync(Sample));
        var sorted = $"{{{string.Join(',', json.RootElement.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $" \n\"{member.Name}\" : {member.Value.GetRawText()}"))}}}\n\n";
        ShouldBe(await ReadAsync(sorted), Sample);
    }

    [Fact]
    public async Task Read_RandomPlans_ComeBackAsTheyWere()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var plan = Random(new Random(seed), edges: seed == 0 ? 5_000 : seed);
            var text = await WriteAsync(plan);
            await using var dripping = new TricklingStream(Encoding.UTF8.GetBytes(text));
            ShouldBe(await PlanFile.ReadAsync(dripping, Cancel), plan);
        }
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "line 1: the plan is of another version than 1")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "line 1: 'version' must be a number")]
    [InlineData("\"version\":1,", "", "the plan has no 'version'")]
    [InlineData("\"version\":1,", "\"version\":1,\"version\":1,", "line 1: 'version' is set twice")]
    [InlineData("\"version\":1,", "\"version\":1,\"\\u001bx\":1,", "'\\u001bx' is not a key of a plan")]
    [InlineData("2026-11-21T20:00:00+00:00", "today", "line 2: 'made' must be a time")]
    [InlineData("\"tag\":\"v1\"", "\"tag\":\"-v1\"", "line 5: '-v1' is no tag")]
    [InlineData("\"tag\":\"v1\"", "\"tag\":1", "line 5: 'tag' must be a text")]
    [InlineData("\"tag\":\"v1\"", "\"tag\":{}", "line 5: ")]
    [InlineData("\"tag\":\"v1\",", "", "line 5: 'tag' is missing")]
    [InlineData("\"tag\":\"v1\",", "\"tag\":\"v1\",\"tag\":\"v1\",", "line 5: 'tag' is set twice")]
    [InlineData("\"tag\":\"v1\",", "\"tag\":\"v1\",\"tags\":[],", "line 5: 'tags' is not a key here")]
    [InlineData("\"tag\":\"v1\"", "\"tag\":null", "line 5: the edges are out of order")]
    [InlineData("\"tag\":\"v1\"", "\"tag\":\"v9\"", "line 6: the edges are out of order")]
    [InlineData("\"tag\":\"v1\"", "\"tag\":\"v2\"", "out of order")]
    [InlineData("\"image\":\"app\"", "\"image\":\"../app\"", "line 4: '../app' is no name of an image")]
    [InlineData("sha256:", "sha512:", "line 4: 'digest' is a sha512 digest")]
    [InlineData("d.example/prod", "D.example/prod", "line 4: 'to': registries are in lower case")]
    [InlineData("d.example/prod", "d.example/prod?x", "line 4: 'to': ")]
    [InlineData("d.example/prod", "s.example/stage", "line 4: 's.example/stage' is both 'from' and 'to'")]
    [InlineData("\"copy\"", "\"lost\"", "line 16: 'lost' doesn't list the edges that are lost")]
    [InlineData("\"copy\"", "\"delete\"", "line 5: 'action' must be one of copy, present, lost, tag-move, not 'delete'")]
    [InlineData("\"copy\"", "\"tag-move\"", "line 5: 'was' or 'reason' belong to a tag-move")]
    [InlineData("\"copy\"", "\"copy\",\"reason\":\"x\"", "line 5: 'was' or 'reason' belong to a tag-move")]
    [InlineData("\"copy\"", "\"tag-move\",\"reason\":\"\\u001b[2J\"", "line 5: 'reason' is longer than a line should be")]
    [InlineData("\"attachments\":[", "\"attachments\":[1,", "'attachments' holds something else than objects")]
    [InlineData("\"attachments\":[", "\"attachments\":[[],", "'attachments' holds something else than objects")]
    [InlineData("\"attachments\":[", "\"attachments\":7,\"x\":[", "'attachments' must be a list")]
    [InlineData(".sig\"", "\"", null)]
    [InlineData(".sig\"", ".exe\"", "is no tag of an attachment")]
    [InlineData("\"edges\":3", "\"edges\":-3", "'edges' of a failure must be a whole number")]
    [InlineData("]}\n", "]", "it is no JSON")]
    [InlineData("]}\n", "]}{}", "it is no JSON")]
    public async Task Read_ChangedFile_IsRefusedWithItsLine(string old, string changed, string? problem)
    {
        var text = await WriteAsync(Sample);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0);
        text = string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + old.Length));
        if (problem is null) await ReadAsync(text);
        else (await Should.ThrowAsync<FormatException>(() => ReadAsync(text))).Message.ShouldContain(problem);
    }

    [Fact]
    public async Task Read_LostOrRefusedEdgeThatIsLeftOut_IsRefused()
    {
        var text = await WriteAsync(Sample with { Edges = [.. Sample.Edges.Where(edge => edge.Action != EdgeAction.Lost)] });
        var lines = text.Split('\n').ToList();
        lines.RemoveAt(lines.FindIndex(line => line == "\"refused\":[") + 1);
        lines[lines.IndexOf("\"refused\":[")] = "\"refused\":[],";
        (await Should.ThrowAsync<FormatException>(() => ReadAsync(string.Join('\n', lines)))).Message.ShouldContain("'refused' doesn't list");
    }

    [Fact]
    public async Task Read_TagWithTwoDigestsThatIsToBeCopied_IsRefused()
    {
        var edge = Sample.Edges[1];
        PlanEdge[] edges = [edge, edge with { Digest = s_b }];
        var text = await WriteAsync(Sample with { Edges = [.. edges.OrderBy(one => one.Digest)] });
        (await Should.ThrowAsync<FormatException>(() => ReadAsync(text))).Message.ShouldContain("d.example/prod/app:v1 has two digests, and is no tag-move");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("[[[[[[[[[[[[")]
    [InlineData("\0")]
    public async Task Read_NoPlan_IsRefused(string text) => await Should.ThrowAsync<FormatException>(() => ReadAsync(text));

    [Fact]
    public async Task Read_EndlessText_IsRefusedWithinBounds()
    {
        var text = "{\"version\":1,\"made\":\"" + new string('x', 200_000);
        (await Should.ThrowAsync<FormatException>(() => ReadAsync(text))).Message.ShouldContain("longer than 64 KiB");
    }

    [Fact]
    public async Task Read_DamagedFiles_AreReadOrRefused()
    {
        var good = Encoding.UTF8.GetBytes(await WriteAsync(Sample));
        var refused = 0;
        for (var seed = 0; seed < 2_000; seed++)
        {
            try
            {
                await PlanFile.ReadAsync(new MemoryStream(Damage.Of(good, new Random(seed))), Cancel);
            }
            catch (FormatException e)
            {
                e.Message.ShouldAllBe(c => !char.IsControl(c));
                refused++;
            }
        }
        refused.ShouldBeGreaterThan(1_500);
    }

    private static PromotionPlan Sample
    {
        get
        {
            var edge = new PlanEdge("app", s_a, null, PlanSamples.Root("s.example/stage"), PlanSamples.Root("d.example/prod"), EdgeAction.Present);
            return new PromotionPlan
            {
                Made = new DateTimeOffset(2026, 11, 21, 20, 0, 0, TimeSpan.Zero),
                Edges =
                [
                    edge, edge with { Tag = "v1", Action = EdgeAction.Copy }, edge with { Tag = "v2", Action = EdgeAction.TagMove, Was = s_b },
                    edge with { Tag = "v3", Digest = s_b, Action = EdgeAction.Lost },
                ],
                Attachments = [new PlanAttachment("app", s_b, $"sha256-{s_a.Hex}.sig", edge.From, edge.To)],
                Failures = [new PlanFailure("e.example/prod/app", 3, "it answered 'no'")],
            };
        }
    }

    private static PromotionPlan Random(Random random, int edges)
    {
        var builder = new PlanBuilder();
        string?[] tags = [null, "v1", "v1.2_3-x", "LATEST", new string('t', 128)];
        var all = Enumerable.Range(0, edges).Select(_ =>
        {
            var action = (EdgeAction)random.Next(4);
            var tag = tags[random.Next(tags.Length)];
            return new PlanEdge($"a{random.Next(50)}/b", PlanSamples.BlobOf(random.Next(20)).Digest, tag, PlanSamples.Root("s.example:5000/x"), PlanSamples.Root($"d{random.Next(3)}.example"), action)
            {
                Was = action == EdgeAction.TagMove && tag is not null && random.Next(2) == 0 ? PlanSamples.BlobOf(99).Digest : null,
                Reason = action == EdgeAction.TagMove ? "one 'and' \"another\" \\ <ü…>" : null,
            };
        });
        // A tag has one digest, and a digest without one stands once.
        builder.Add(all.DistinctBy(edge => (edge.To.Name, edge.Image, edge.Tag)));
        for (var i = 0; i < edges / 10; i++)
            builder.Add(new PlanAttachment($"a{i}", PlanSamples.BlobOf(i).Digest, $"sha256-{s_a.Hex}.att", PlanSamples.Root("s.example"), PlanSamples.Root("d.example")));
        return builder.Build(DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(0, 4_000_000_000_000)), [.. Enumerable.Range(0, edges / 20).Select(i => new PlanFailure($"h/r{i}", i, "no"))]);
    }

    private static void ShouldBe(PromotionPlan actual, PromotionPlan expected)
    {
        actual.Made.ShouldBe(expected.Made);
        actual.Edges.ShouldBe(expected.Edges);
        actual.Attachments.ShouldBe(expected.Attachments);
        actual.Failures.ShouldBe(expected.Failures);
    }

    private static async Task<string> WriteAsync(PromotionPlan plan)
    {
        using var output = new MemoryStream();
        await PlanFile.WriteAsync(plan, output, Cancel);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static async Task<PromotionPlan> ReadAsync(string text) => await PlanFile.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancel);
}
