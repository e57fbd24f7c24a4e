using System.Text;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Requests;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>What a logged request asks for, as a policy sees it.</summary>
/// <param name="Path">What a redirector would read from the target; not set where <paramref name="MirroredBlob"/> is.</param>
/// <param name="MirroredBlob">The blob that a mirror's log tells of by the mirror's own path, which has its digest alone.</param>
internal readonly record struct Asked(RegistryPath Path, Digest? MirroredBlob)
{
    /// <summary>Reads a request.</summary>
    /// <param name="record">The request.</param>
    /// <param name="content">What its target asks for.</param>
    public static Asked Of(in LogRecord record, in Content content)
    {
        // A redirector's own log has nothing but what it was asked for; in others a path outside the API that holds a digest is a mirror's.
        if (!record.Facts.IsSet && content.Digest is { } digest && !record.Target.StartsWith("/v2/"u8)) return new(default, digest);
        return new(RegistryPath.Parse(Encoding.Latin1.GetString(record.Target)), null);
    }
}
