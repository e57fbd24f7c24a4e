using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>fairlead verify</c>.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var arguments = new VerifyArguments();
        var command = new Verb("verify", "Proves that mirrors are whole, or that clients get what they are redirected to.", """
            With --to: compares what the sources are made of with what each store lists, and with
            what its inventory says. Without sources: each store with its own inventory alone.
            Missing, of the wrong size, unreadable or with wrong bytes (--content, --sample), and
            an inventory that names what is not there, are failures. What the inventory lacks is a
            warning: clients are sent elsewhere for it. A blob that no source has is told, and is
            a failure with --strict alone. --repair copies again what is missing or wrong and
            writes the inventory anew; nothing is ever removed.

            With --through: asks a redirector for blobs as a client at an address would, by HEAD,
            GET and Range, follows where it leads, and hashes every byte: of the sources, or of an
            IMAGE that is asked for there, too. The address is told in a header, which the
            redirector believes of trusted proxies alone (clientAddress.trustedProxies in its
            policy): run it where the redirector trusts you, and give --admin to have its answers
            compared with /explain. Where its policy has trustedHops and no balancer stands in
            between, give as many as --as-hops. Blobs are asked for without credentials; manifests of
            sources and of an IMAGE with those that 'sync' uses.

            Exit code 0: all is well, by now. 1: something is wrong still. 2: wrong usage or
            configuration.

            Examples:
              fairlead verify --from registry.example.org/team/app --to s3://mirror-paris
              fairlead verify --config mirrors.yaml --content --repair
              fairlead verify --to file:///srv/mirror --sample 100
              fairlead verify --through https://registry.example.org --as 52.95.154.1 team/app:v1
              fairlead verify --through http://127.0.0.1:8080 --as 2001:db8::1 --from s3://mirror-paris \
                --sample 50 --expect mirror-paris.s3.eu-west-3.amazonaws.com --admin http://127.0.0.1:9090
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(VerifyArguments arguments, ParseResult parsed)
    {
        using var interruption = new Interruption();
        try
        {
            if (arguments.IsThrough(parsed.CommandResult))
                return arguments.ReadProbe(parsed) is { } probe ? await new VerifyVerbThrough(probe, TimeProvider.System).RunAsync(interruption.Token).ConfigureAwait(false) : ExitCode.Wrong;
            return arguments.ReadStores(parsed) is { } stores ? await new VerifyVerbStores(stores, TimeProvider.System).RunAsync(interruption.Token).ConfigureAwait(false) : ExitCode.Wrong;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted before anything was looked at").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
