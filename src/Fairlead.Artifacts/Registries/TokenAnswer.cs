namespace Fairlead.Artifacts.Registries;

/// <summary>What came of asking for a token: it, or why there is none.</summary>
/// <param name="Token">The token.</param>
/// <param name="Refusal">Why there is none; not one that passes by itself.</param>
/// <param name="GoodUntil">When to ask again.</param>
internal sealed record TokenAnswer(BearerToken? Token, RegistryException? Refusal, DateTimeOffset GoodUntil);
