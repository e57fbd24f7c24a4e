using System.CommandLine;
using System.Net;
using Fairlead.Edges.Envoy;

namespace Fairlead.Cli.Exporting;

/// <summary><c>fairlead export envoy</c>.</summary>
internal static class EnvoyVerb
{
    public static Command Create()
    {
        var options = new ExportOptions();
        var form = new Option<EnvoyForm>("--form")
        {
            Description = "How Envoy comes to a decision: ext-authz (default) or lua; both ask serve --edge.",
            HelpName = "ext-authz|lua",
            CustomParser = result =>
            {
                if (FormOf(result.Tokens[0].Value) is { } known) return known;
                result.AddError($"'{result.Tokens[0].Value}' is no form; write ext-authz or lua");
                return default;
            },
        };
        var edge = new Option<IPEndPoint?>("--edge")
        {
            Description = "Where serve --edge listens, as Envoy reaches it; 127.0.0.1:8081 if not given.",
            HelpName = "ADDR:PORT",
            CustomParser = EndPointText.ParseOption,
        };
        var command = new Verb("envoy", "Writes DIR/envoy.yaml: an Envoy that asks serve --edge and answers as serve does.", """
            Presence is asked for where the decision is made, so --assume-present belongs to serve.
            While nobody answers at the edge port, pulls go to the upstream.

            Examples:
              fairlead export envoy --policy policy.yaml --form ext-authz -o envoy/
              fairlead serve --policy policy.yaml --edge 127.0.0.1:8081 &
              envoy -c envoy/envoy.yaml
            """);
        options.AddTo(command);
        command.Options.Add(form);
        command.Options.Add(edge);
        command.SetAction((parsed, cancel) => options.WritePolicyAsync(
            parsed.CommandResult,
            policy => EnvoyExport.Files(policy, parsed.GetValue(form), options.Listen(parsed.CommandResult), Reachable(parsed.GetValue(edge))),
            cancel));
        return command;
    }

    private static EnvoyForm? FormOf(string text) => text switch
    {
        "ext-authz" => EnvoyForm.ExtAuthz,
        "lua" => EnvoyForm.Lua,
        _ => null,
    };

    /// <summary>What listens on every address is reached on this machine's own.</summary>
    private static IPEndPoint Reachable(IPEndPoint? edge)
    {
        if (edge is null) return new(IPAddress.Loopback, 8081);
        return edge.Address.Equals(IPAddress.IPv6Any) || edge.Address.Equals(IPAddress.Any) ? new(IPAddress.Loopback, edge.Port) : edge;
    }
}
