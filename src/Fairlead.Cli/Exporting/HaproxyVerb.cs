using System.CommandLine;
using Fairlead.Edges.HAProxy;

namespace Fairlead.Cli.Exporting;

/// <summary><c>fairlead export haproxy</c>.</summary>
internal static class HaproxyVerb
{
    public static Command Create()
    {
        var options = new ExportOptions();
        var command = new Verb("haproxy", "Writes haproxy.cfg and the maps that it reads: HAProxy 2.6 and later.", """
            HAProxy can't ask a mirror whether it holds a blob, so --assume-present is needed: every client
            is sent to the first mirror for it. Where that isn't known to be whole, use serve, or
            'fairlead export envoy --form ext-authz'. The maps lie beside haproxy.cfg; check it with
            'haproxy -c -f DIR/haproxy.cfg'.
            Exit code 0; 1 when files can't be read or written; 2 when the policy can't be exported.

            Examples:
              fairlead export haproxy --policy policy.yaml --assume-present -o haproxy/
              haproxy -f haproxy/haproxy.cfg
            """);
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!options.AssumesPresent(result)) result.AddError("HAProxy asks no mirror whether it holds a blob: say --assume-present if they all are whole, or use serve");
        });
        command.SetAction((parsed, cancel) =>
            options.WriteAsync(parsed.CommandResult, plan => HaproxyExport.Files(plan, options.Listen(parsed.CommandResult)), cancel));
        return command;
    }
}
