namespace Fairlead.Redirector.Status;

/// <summary>The policy in force.</summary>
/// <param name="Name">What messages call its file.</param>
/// <param name="Version">The SHA-256 of the file.</param>
/// <param name="Standing">Since when, and what came of the last reload.</param>
/// <param name="Providers">Providers, those of provider files among them.</param>
/// <param name="Mirrors">Mirrors.</param>
/// <param name="Prefixes">Prefixes in the table of networks.</param>
/// <param name="MissingSources">What would tell clients apart and has never been loaded.</param>
internal sealed record PolicyFacts(
    string Name, string Version, PolicyStanding Standing, int Providers, int Mirrors, int Prefixes, IReadOnlyList<string> MissingSources);
