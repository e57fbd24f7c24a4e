using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>A blob's source failed, or what it sent is not the blob. It isn't the destination's fault that its stream throws this.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="inner">What lies behind it.</param>
internal sealed class SourceException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>The SHA-256 of what it sent, where that was as long as it should be; else null.</summary>
    public Digest? Actual { get; init; }
}
