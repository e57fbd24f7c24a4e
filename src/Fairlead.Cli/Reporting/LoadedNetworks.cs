using Fairlead.Policy.Requests;
using Fairlead.Traffic.Attribution;

namespace Fairlead.Cli.Reporting;

/// <summary>What clients are told apart by.</summary>
/// <param name="Clients">Where clients are, and who pays for them.</param>
/// <param name="Policy">The policy that says so; null: a snapshot alone does.</param>
/// <param name="AsOf">As of when the oldest source is; null when there is none.</param>
internal sealed record LoadedNetworks(ClientNetworks Clients, CompiledPolicy? Policy, DateTimeOffset? AsOf);
