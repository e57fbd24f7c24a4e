using Fairlead.Formats.Oci;
using Fairlead.Redirector.Presence;

namespace Fairlead.Redirector.Missing;

/// <summary>A blob that clients had to be sent upstream for. Changed only by who has its set.</summary>
/// <param name="digest">Of the blob.</param>
/// <param name="repository">Where it is at the upstream.</param>
/// <param name="prefix">What the policy puts before every repository there.</param>
/// <param name="registry">Base URL of the upstream.</param>
internal sealed class MissingBlob(Digest digest, string repository, string prefix, string registry)
{
    public Digest Digest => digest;

    public string Repository => repository;

    public string Registry => registry;

    /// <summary>Requests for it since it is in the list.</summary>
    public long Requests { get; set; }

    /// <summary>What it is worth against newcomers: a request adds one, a newcomer without room takes one away.</summary>
    public long Weight { get; set; }

    /// <summary>When it was asked for last, in milliseconds of the process's clock.</summary>
    public long LastAsked { get; set; }

    /// <summary>Who was to hold it for the client that asked last.</summary>
    public MirrorTarget[] Candidates { get; set; } = [];

    /// <summary>Whether it is this one; the name without the prefix.</summary>
    public bool Is(in Digest other, string otherPrefix, ReadOnlySpan<char> name, string otherRegistry) =>
        digest == other && prefix == otherPrefix && registry == otherRegistry
        && repository.AsSpan(prefix.Length == 0 ? 0 : Math.Min(prefix.Length + 1, repository.Length)).SequenceEqual(name);
}
