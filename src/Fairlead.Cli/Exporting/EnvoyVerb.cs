using System.CommandLine;
using Fairlead.Edges.Envoy.Filter;

namespace Fairlead.Cli.Exporting;

/// <summary><c>fairlead export envoy</c>.</summary>
internal static class EnvoyVerb
{
    private const string WasmForm = "wasm";

    public static Command Create()
    {
        var options = new ExportOptions();
        var form = new Option<string>("--form") { Description = "How Envoy follows the policy.", HelpName = "FORM" };
        form.AcceptOnlyFromAmong(WasmForm);
        var wasm = new Option<bool>("--wasm") { Description = "The same as --form wasm." };
        var command = new Verb("envoy", "Writes a configuration of Envoy.", """
            wasm: a filter that holds the policy and answers by itself. It asks no mirror, so it needs
            --assume-present.

            Example:
              fairlead export envoy --policy policy.yaml --form wasm --assume-present -o envoy/
            """);
        command.Options.Add(form);
        command.Options.Add(wasm);
        options.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            if (options.AssumesPresent(result.CommandResult))
            {
                var listen = options.Listen(result.CommandResult);
                return await options.WriteAsync(result.CommandResult, plan => Edges.Envoy.Filter.WasmForm.Files(plan, listen), cancel).ConfigureAwait(false);
            }
            await Console.Error.WriteLineAsync("fairlead: the filter can't ask mirrors what they hold: give --assume-present where they are known to be whole, or take another form").ConfigureAwait(false);
            return ExitCode.Wrong;
        });
        return command;
    }
}
