using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What is to be done for one image of one source, in all destinations.</summary>
internal sealed class ImageWork(RegistryRoot from, string image)
{
    /// <summary>Digests that are promoted together: enough that many requests are under way, few enough that tags are put all along.</summary>
    private const int MaxTogether = 16;

    private readonly Dictionary<Digest, RootWork> _roots = [];

    /// <summary>The source.</summary>
    public RegistryRoot From => from;

    /// <summary>The image's name below the registries.</summary>
    public string Image => image;

    /// <summary>The work of a plan; what can't be done is settled.</summary>
    public static IReadOnlyCollection<ImageWork> Of(Outcomes outcomes)
    {
        var images = new Dictionary<(RegistryRoot From, string Image), ImageWork>();
        var sources = outcomes.Sources.Distinct().Select(one => RepositoryId.Of(one.From, one.Image)).ToHashSet();
        for (var i = 0; i < outcomes.Edges.Count; i++)
        {
            var edge = outcomes.Edges[i];
            if (sources.Contains(RepositoryId.Of(edge.To, edge.Image))) outcomes.SettleEdge(i, EdgeState.Failed, OfSource(edge.Target));
            else Root(edge.From, edge.Image, edge.Digest).Edges.Add(i);
        }
        for (var i = 0; i < outcomes.Attachments.Count; i++)
        {
            var attachment = outcomes.Attachments[i];
            var title = $"{attachment.To.Host}/{attachment.To.RepositoryOf(attachment.Image)}:{Formats.Yaml.Quoted.Text(attachment.Tag)}";
            if (!AttachedTag.TryParse(attachment.Tag, out var subject)) outcomes.SettleAttachment(i, EdgeState.Failed, $"{title}: that is no tag of a signature, an attestation or an SBOM");
            else if (sources.Contains(RepositoryId.Of(attachment.To, attachment.Image))) outcomes.SettleAttachment(i, EdgeState.Failed, OfSource(title));
            else Root(attachment.From, attachment.Image, subject).Attachments.Add(i);
        }
        return images.Values;

        RootWork Root(RegistryRoot from, string image, Digest digest)
        {
            if (!images.TryGetValue((from, image), out var work)) images.Add((from, image), work = new ImageWork(from, image));
            if (!work._roots.TryGetValue(digest, out var root)) work._roots.Add(digest, root = new RootWork(digest));
            return root;
        }
    }

    /// <summary>Its digests in the order to promote them. What is attached to those that need no copy comes first: they may be parts of the others.</summary>
    public IEnumerable<IReadOnlyList<RootWork>> Batches() => _roots.Values.OrderBy(root => root.Edges.Count > 0).Chunk(MaxTogether);

    private static string OfSource(string target) => $"{target}: images are promoted from that repository too, and nothing is ever put into a source";
}
