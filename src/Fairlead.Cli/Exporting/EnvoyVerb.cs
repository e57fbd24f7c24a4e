using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Fairlead.Edges.Envoy;
using Fairlead.Edges.Envoy.Filter;

namespace Fairlead.Cli.Exporting;

/// <summary><c>fairlead export envoy</c>.</summary>
internal static class EnvoyVerb
{
    public static Command Create()
    {
        var options = new ExportOptions();
        var form = new Option<EnvoyForm>("--form")
        {
            Description = "How Envoy comes to a decision: ext-authz (default) or lua, which ask serve --edge, or wasm, a filter that has the policy in it.",
            HelpName = "ext-authz|lua|wasm",
            CustomParser = result =>
            {
                if (FormOf(result.Tokens[0].Value) is { } known) return known;
                result.AddError($"'{result.Tokens[0].Value}' is no form; write ext-authz, lua or wasm");
                return default;
            },
        };
        var wasm = new Option<bool>("--wasm") { Description = "The same as --form wasm." };
        var edge = new Option<IPEndPoint?>("--edge")
        {
            Description = "Where serve --edge listens, as Envoy reaches it; 127.0.0.1:8081 if not given.",
            HelpName = "ADDR:PORT",
            CustomParser = EndPointText.ParseOption,
        };
        var command = new Verb("envoy", "Writes DIR/envoy.yaml: an Envoy, 1.28 or later, that answers as serve does.", """
            Presence is asked for where the decision is made, so --assume-present belongs to serve.
            While nobody answers at the edge port, pulls go to the upstream.
            The filter of --form wasm decides by itself and asks no mirror: it needs --assume-present.
            Exit code 0; 1 when files can't be read or written; 2 when the policy can't be exported.

            Examples:
              fairlead export envoy --policy policy.yaml --form ext-authz -o envoy/
              fairlead serve --policy policy.yaml --edge 127.0.0.1:8081 &
              envoy -c envoy/envoy.yaml
              fairlead export envoy --policy policy.yaml --form wasm --assume-present -o envoy/
            """);
        options.AddTo(command);
        command.Options.Add(form);
        command.Options.Add(wasm);
        command.Options.Add(edge);
        command.Validators.Add(result =>
        {
            if (result.GetValue(wasm) && result.GetResult(form) is { Implicit: false } && result.GetValue(form) != EnvoyForm.Wasm)
                result.AddError("--wasm is --form wasm: give one of them");
            if (result.GetResult(edge) is { Implicit: false } && (result.GetValue(wasm) || result.GetValue(form) == EnvoyForm.Wasm))
                result.AddError("the filter of --form wasm asks nobody: --edge is for ext-authz and lua");
            if (result.GetValue(edge) is { Port: 0 }) result.AddError("--edge: port 0 is none that Envoy can reach; write the one that serve --edge has");
        });
        command.SetAction((parsed, cancel) =>
        {
            var (result, listen) = (parsed.CommandResult, options.Listen(parsed.CommandResult));
            var chosen = parsed.GetValue(wasm) ? EnvoyForm.Wasm : parsed.GetValue(form);
            return chosen == EnvoyForm.Wasm
                ? WriteFilterAsync(options, result, listen, cancel)
                : options.WritePolicyAsync(result, policy => EnvoyExport.Files(policy, chosen, listen, Reachable(parsed.GetValue(edge))), cancel);
        });
        return command;
    }

    private static async Task<int> WriteFilterAsync(ExportOptions options, CommandResult result, IPEndPoint listen, CancellationToken cancel)
    {
        if (options.AssumesPresent(result)) return await options.WriteAsync(result, plan => WasmForm.Files(plan, listen), cancel).ConfigureAwait(false);
        await Console.Error.WriteLineAsync(
            "fairlead: the filter asks no mirror what it holds: give --assume-present if all of them hold everything, or take --form ext-authz").ConfigureAwait(false);
        return ExitCode.Wrong;
    }

    private static EnvoyForm? FormOf(string text) => text switch
    {
        "ext-authz" => EnvoyForm.ExtAuthz,
        "lua" => EnvoyForm.Lua,
        "wasm" => EnvoyForm.Wasm,
        _ => null,
    };

    /// <summary>What listens on every address is reached on this machine's own.</summary>
    private static IPEndPoint Reachable(IPEndPoint? edge)
    {
        if (edge is null) return new(IPAddress.Loopback, 8081);
        return edge.Address.Equals(IPAddress.IPv6Any) || edge.Address.Equals(IPAddress.Any) ? new(IPAddress.Loopback, edge.Port) : edge;
    }
}
