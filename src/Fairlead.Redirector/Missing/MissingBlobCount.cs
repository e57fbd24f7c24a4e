using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Missing;

/// <summary>A blob that no mirror held, and how often it was asked for.</summary>
/// <param name="Digest">Of the blob.</param>
/// <param name="Repository">Where it is at the upstream, with the policy's prefix.</param>
/// <param name="Registry">Base URL of the upstream.</param>
/// <param name="Requests">How often it was asked for since it is in the list.</param>
internal readonly record struct MissingBlobCount(Digest Digest, string Repository, string Registry, long Requests);
