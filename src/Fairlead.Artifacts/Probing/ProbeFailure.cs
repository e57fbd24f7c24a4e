namespace Fairlead.Artifacts.Probing;

/// <summary>Why a request came to nothing; what the check says of it.</summary>
internal sealed class ProbeFailure(string message) : Exception(message);
