namespace Fairlead.Policy.Loading;

/// <summary>Whom to ask about a provider.</summary>
public sealed record ContactConfig(string? Name, string? Email);
