namespace Fairlead.Artifacts.Registries;

/// <summary>What a token service gave.</summary>
/// <param name="Text">As it is sent.</param>
/// <param name="GoodUntil">When a new one is to be asked for: a little before this one ends.</param>
internal sealed record BearerToken(string Text, DateTimeOffset GoodUntil)
{
    /// <summary>Not the token.</summary>
    public override string ToString() => "a bearer token";
}
