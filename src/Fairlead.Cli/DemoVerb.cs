using System.CommandLine;
using System.Net;
using Fairlead.Demo;
using Microsoft.Extensions.Logging;

namespace Fairlead.Cli;

/// <summary><c>fairlead demo</c>.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var listen = new Option<IPEndPoint?>("--listen")
        {
            Description = "Where the redirector listens. Default: 127.0.0.1:8080.",
            HelpName = "ADDR:PORT",
            CustomParser = EndPointText.ParseOption,
        };
        var command = new Verb("demo", "Shows it work on this machine, with nothing installed and no network.", """
            A small registry with a real image, two mirrors in "regions" and the redirector in
            front of them, in one process. Documentation addresses stand for a cloud's.
            Ends with Ctrl-C.

            Examples:
              fairlead demo
              fairlead demo --listen 127.0.0.1:18080
            """)
        {
            listen,
        };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(listen) ?? new IPEndPoint(IPAddress.Loopback, 8080), cancel));
        return command;
    }

    private static async Task<int> RunAsync(IPEndPoint listen, CancellationToken cancel)
    {
        using var loggers = Logging.Create(LogLevel.Warning);
        using var signals = new StopSignals();
        DemoServer demo;
        try
        {
            demo = await DemoServer.StartAsync(listen, Console.Out.WriteLine, loggers, cancel).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            await Console.Error.WriteLineAsync($"fairlead: {failure.Message}\nTry another port: fairlead demo --listen 127.0.0.1:18080").ConfigureAwait(false);
            return ExitCode.Failed;
        }
        await using (demo.ConfigureAwait(false))
        {
            await Console.Out.WriteLineAsync(Welcome(demo)).ConfigureAwait(false);
            await signals.FirstStop.ConfigureAwait(false);
        }
        return ExitCode.Done;
    }

    private static string Welcome(DemoServer demo) => $"""
        Fairlead demo, on http://{demo.Host}
          upstream registry               {demo.Registry}
          mirror example-cloud-eu-west-3  {demo.ParisMirror}  holds everything
          mirror example-cloud-us-east-1  {demo.VirginiaMirror}  lacks one layer
          admin                           {demo.AdminAddress}/metrics

        Try, in another terminal: a blob from the near mirror, a blob that the near mirror lacks,
        a manifest, which always comes from the upstream, and a whole image:
          {string.Join("\n  ", demo.CommandsToTry)}

        Each request is told here. Ctrl-C ends it.

        """;
}
