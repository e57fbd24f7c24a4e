namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What a verification is at.</summary>
public enum VerifyPhase
{
    /// <summary>Finding out what the sources are made of.</summary>
    Walking,

    /// <summary>Finding out what the destinations hold, and what their inventories say.</summary>
    Listing,

    /// <summary>Reading and hashing objects.</summary>
    Reading,

    /// <summary>Copying again what is missing or wrong.</summary>
    Repairing,

    /// <summary>Looking once more at what was wrong, and writing down what the destinations hold now.</summary>
    Rechecking,
}
