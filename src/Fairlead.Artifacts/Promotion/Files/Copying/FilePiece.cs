using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>One file of one source, and all destinations that lack it: what is read once.</summary>
/// <param name="From">The source.</param>
/// <param name="File">Its name there and in every destination.</param>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="Size">In bytes, as the source lists it.</param>
/// <param name="Edges">One for each destination.</param>
internal sealed record FilePiece(StoreUrl From, string File, Digest Digest, long Size, IReadOnlyList<FileEdge> Edges)
{
    /// <summary>
    /// All that a plan copies, in rounds: in each of them a digest stands for one file, so that it can be copied as a blob is. Two names for one content, as
    /// <c>v1.2/tool</c> and <c>latest/tool</c>, are two rounds; most plans have one.
    /// </summary>
    public static IEnumerable<IReadOnlyList<FilePiece>> Rounds(FilePlan plan) => plan.Copies
        .GroupBy(edge => (edge.From.Text, edge.File, edge.Digest))
        .Select(group => group.First() is var one ? new FilePiece(one.From, one.File, one.Digest, one.Size ?? -1, [.. group]) : null!)
        .GroupBy(piece => piece.Digest)
        .SelectMany(same => same.Select((piece, round) => (Piece: piece, Round: round)))
        .GroupBy(one => one.Round, one => one.Piece)
        .OrderBy(round => round.Key)
        .Select(round => (IReadOnlyList<FilePiece>)[.. round]);
}
