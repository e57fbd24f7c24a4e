namespace Fairlead.Artifacts.Mirroring.Copying.Reading;

/// <summary>A destination is let go of: others would have to wait for it, so it gets a read of its own later.</summary>
internal sealed class LetGoException() : IOException("it has fallen behind the other destinations, and is served by another read later");
