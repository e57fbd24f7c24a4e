using System.Net;

namespace Fairlead.Edges.Nginx;

/// <summary>What is wanted of an export for nginx beside the policy.</summary>
/// <param name="Listen">Where it listens; <c>[::]</c> is every address of both families.</param>
/// <param name="WithModule">Whether a module in njs asks mirrors what they hold.</param>
/// <param name="AssumePresent">Whether nobody is asked, and everything taken to be there.</param>
/// <param name="Resolvers">Name servers that the module's questions are resolved by, as nginx has them: <c>192.0.2.1</c>, <c>[2001:db8::1]</c>.</param>
public sealed record NginxOptions(IPEndPoint Listen, bool WithModule, bool AssumePresent, IReadOnlyList<string> Resolvers);
