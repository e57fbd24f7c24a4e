using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Presence;

/// <summary>One answer in the presence cache; 44 bytes. Unknown marks an empty slot.</summary>
/// <param name="Digest">Of the blob.</param>
/// <param name="Expires">When it is no longer believed, in the cache's unit of time.</param>
/// <param name="Site">Whose answer it is.</param>
/// <param name="Answer">The answer.</param>
internal readonly record struct PresenceSlot(Digest Digest, uint Expires, uint Site, PresenceAnswer Answer);
