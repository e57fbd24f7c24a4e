using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Recording;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Promotion.Recording;

/// <summary>A run to record: two destinations, an edge of each kind, a signature.</summary>
internal static class SampleRun
{
    public static readonly RegistryRoot Staging = Root("staging.example.org/app");
    public static readonly RegistryRoot Asia = Root("asia.example.org/prod");
    public static readonly RegistryRoot Europe = Root("europe.example.org/prod");
    public static readonly DateTimeOffset Began = new(2026, 11, 21, 20, 5, 59, TimeSpan.Zero);

    public static PlanEdge Edge(string image, string? tag, RegistryRoot to, EdgeAction action, Digest? was = null) => new(image, DigestOf(image), tag, Staging, to, action) { Was = was };

    public static Digest DigestOf(string text) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(text));

    public static PromotionPlan Plan(params PlanEdge[] edges) => new() { Made = Began, Edges = edges };

    public static RunRecord Record(IRecordedWork work) => new()
    {
        Id = "20261121T200559Z-00",
        Verb = "promote images",
        Program = "1.2.3",
        Began = Began,
        By = new RecordedActor("host") { User = "me" },
        Files = [new RecordedFile("manifests/a/promoter-manifest.yaml", DigestOf("a"))],
        Work = work,
    };

    public static PromotionReport Report(IReadOnlyList<EdgeOutcome> edges, params AttachmentOutcome[] attachments) => new(
        Began, TimeSpan.FromSeconds(2), edges, attachments, [.. edges.Select(one => one.Edge.To).Distinct().Select(to => new DestinationOutcome(to, 3, 2, 1, 1000, null))], IsInterrupted: false);

    private static RegistryRoot Root(string text) => RegistryRoot.TryParse(text, out var root, out var problem) ? root : throw new FormatException(problem);
}
