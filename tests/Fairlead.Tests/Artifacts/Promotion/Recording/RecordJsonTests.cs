using System.Text.Json;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Tests.Artifacts.Promotion.Recording;

public sealed class RecordJsonTests
{
    private static readonly PlanAttachment s_signature = new("app", SampleRun.DigestOf("sig"), "sha256-00.sig", SampleRun.Staging, SampleRun.Asia);

    private static readonly PromotionPlan s_plan = SampleRun.Plan(
        SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy),
        SampleRun.Edge("app", "v2", SampleRun.Asia, EdgeAction.Present, SampleRun.DigestOf("app")),
        SampleRun.Edge("gone", null, SampleRun.Asia, EdgeAction.Lost),
        SampleRun.Edge("app", "v1", SampleRun.Europe, EdgeAction.Copy),
        SampleRun.Edge("app", "v2", SampleRun.Europe, EdgeAction.Copy),
        SampleRun.Edge("moved", "v1", SampleRun.Europe, EdgeAction.TagMove, SampleRun.DigestOf("other"))) with
    {
        Attachments = [s_signature],
        Failures = [new PlanFailure("asia.example.org/prod/x", 7, "it is down")],
    };

    [Fact]
    public void Write_Begun_SaysWhoWhatAndThatItIsPlanned()
    {
        var json = Written(SampleRun.Record(new ImagesWork(s_plan, report: null)));
        json.GetProperty("version").GetInt32().ShouldBe(1);
        json.GetProperty("state").GetString().ShouldBe("begun");
        json.GetProperty("verb").GetString().ShouldBe("promote images");
        json.GetProperty("program").GetString().ShouldBe("1.2.3");
        json.GetProperty("began").GetString().ShouldBe("2026-11-21T20:05:59Z");
        json.GetProperty("ended").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("exitCode").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("by").EnumerateObject().Select(one => $"{one.Name}={one.Value}").ShouldBe(["system=host", "user=me"]);
        json.GetProperty("files")[0].GetProperty("sha256").GetString().ShouldBe(SampleRun.DigestOf("a").Hex);
        json.TryGetProperty("hook", out _).ShouldBeFalse();
        json.TryGetProperty("synced", out _).ShouldBeFalse();
        Edges(json).ShouldBe(["app:v1 copy planned after -", "gone: lost lost after -", "app:v1 copy planned after -", "app:v2 copy planned after -", $"moved:v1 tag-move refused after {SampleRun.DigestOf("other")}"]);
        json.GetProperty("attachments")[0].GetProperty("outcome").GetString().ShouldBe("planned");
        json.GetProperty("destinations").EnumerateArray().Select(one => (one.GetProperty("present").GetInt32(), one.GetProperty("copy").GetInt32())).ShouldBe([(1, 1), (0, 2)]);
        json.GetProperty("unread")[0].GetProperty("edges").GetInt32().ShouldBe(7);
    }

    [Fact]
    public void Write_Completed_SaysWhatIsThereSince()
    {
        var copies = s_plan.Edges.Where(edge => edge.Action == EdgeAction.Copy).ToList();
        var report = SampleRun.Report(
            [new EdgeOutcome(copies[0], EdgeState.Copied, null), new EdgeOutcome(copies[1], EdgeState.Failed, "503"), new EdgeOutcome(copies[2], EdgeState.Left, "given up")],
            new AttachmentOutcome(s_signature, EdgeState.Present, null));
        var json = Written(SampleRun.Record(new ImagesWork(s_plan, report)) with { State = RunState.Completed, Ended = SampleRun.Began, ExitCode = 1, Hook = new RecordedHook(true, 0), IsSynced = false });
        (json.GetProperty("state").GetString(), json.GetProperty("exitCode").GetInt32(), json.GetProperty("synced").GetBoolean()).ShouldBe(("completed", 1, false));
        json.GetProperty("hook").GetProperty("allowed").GetBoolean().ShouldBeTrue();
        Edges(json).ShouldBe([$"app:v1 copy copied after {SampleRun.DigestOf("app")}", "gone: lost lost after -", "app:v1 copy failed after -", "app:v2 copy left after -", $"moved:v1 tag-move refused after {SampleRun.DigestOf("other")}"]);
        json.GetProperty("edges")[2].GetProperty("message").GetString().ShouldBe("503");
        json.GetProperty("attachments")[0].GetProperty("outcome").GetString().ShouldBe("present");
        json.GetProperty("destinations")[0].GetProperty("sentBytes").GetInt32().ShouldBe(1000);
    }

    private static IEnumerable<string> Edges(JsonElement json) => json.GetProperty("edges").EnumerateArray().Select(edge =>
        $"{edge.GetProperty("image")}:{edge.GetProperty("tag")} {edge.GetProperty("action")} {edge.GetProperty("outcome")} after {(edge.GetProperty("after").GetString() ?? "-")}");

    private static JsonElement Written(RunRecord record)
    {
        using var output = new MemoryStream();
        RecordJson.Write(output, record);
        output.ToArray()[^1].ShouldBe((byte)'\n');
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
