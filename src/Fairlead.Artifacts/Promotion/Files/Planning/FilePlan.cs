namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>What is to be done, and what was there when that was decided. A thing of its own: it can be kept, reviewed, and applied later.</summary>
public sealed record FilePlan
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Every edge whose stores could be read; in the order of destination, file, digest.</summary>
    public required IReadOnlyList<FileEdge> Edges { get; init; }

    /// <summary>What could not be read, and sources' files that are known to be others than the manifests say.</summary>
    public IReadOnlyList<FilePlanFailure> Failures { get; init; } = [];

    /// <summary>Edges to be copied.</summary>
    public IEnumerable<FileEdge> Copies => Edges.Where(edge => edge.Action == FileAction.Copy);

    /// <summary>Edges that neither destination nor source has.</summary>
    public IEnumerable<FileEdge> Lost => Edges.Where(edge => edge.Action == FileAction.Lost);

    /// <summary>Edges for whose sake nothing of the plan may be applied.</summary>
    public IEnumerable<FileEdge> Refused => Edges.Where(edge => edge.Action == FileAction.Differs);
}
