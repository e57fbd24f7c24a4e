using System.CommandLine;
using System.Net;
using Fairlead.Redirector.Hosting;
using Microsoft.Extensions.Logging;

namespace Fairlead.Cli;

/// <summary><c>fairlead serve</c>.</summary>
internal static class ServeVerb
{
    private const int DefaultPort = 8080;

    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var listen = EndPoint("--listen", "The data port, HTTP/1.1. Default: :8080, or the port that $PORT names.");
        var h2c = EndPoint("--listen-h2c", "Cleartext HTTP/2 by prior knowledge, on a port of its own.");
        var tls = EndPoint("--listen-tls", "HTTP/1.1 and HTTP/2 over TLS.");
        var certificate = PathOption.Create("--tls-cert", "PEM file with the certificate and its chain; read again when it changes.");
        var key = PathOption.Create("--tls-key", "PEM file with the certificate's key.");
        var edge = EndPoint("--edge", "A port for proxies to ask (docs/edges.md); for them alone, because it believes them. Default: none.");
        var admin = EndPoint("--admin", "Status page, health, metrics and explanations. Default: 127.0.0.1:9090.");
        var cache = CacheOption.Create();
        var accept = AcceptOption.Create();
        var assumePresent = new Option<bool>("--assume-present") { Description = "Ask no mirror whether it holds a blob. For tests and comparisons only." };
        var accessLog = new Option<bool>("--access-log") { Description = "One JSON line a request on stdout, without any client address." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Log what is asked of mirrors, too." };

        var command = new Verb("serve", "Answers every pull with the right redirect.", """
            SIGHUP or a changed policy file reloads; on any error the old policy goes on serving.
            SIGTERM: not ready at once, accepting goes on for the policy's shutdown.delay, then
            what runs is finished, and the program ends within 10 s.

            Examples:
              fairlead serve
              fairlead serve --policy policy.yaml --listen 127.0.0.1:8080
              fairlead serve --policy policy.yaml --listen-tls :8443 --tls-cert tls.crt --tls-key tls.key
              fairlead serve --policy policy.yaml --edge 127.0.0.1:8081
              fairlead serve --policy policy.yaml --accept aws
            """)
        {
            policy, listen, h2c, tls, certificate, key, edge, admin, cache, accept, assumePresent, accessLog, verbose,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(listen) is null && Port is { } port && EndPointText.Parse(":" + port) is null)
                result.AddError($"the environment's PORT is '{port}', which is no port number");
            var parts = new[] { result.GetResult(tls), result.GetResult(certificate), (System.CommandLine.Parsing.SymbolResult?)result.GetResult(key) };
            if (parts.Any(p => p is not null) && parts.Any(p => p is null)) result.AddError("--listen-tls, --tls-cert and --tls-key go together");
        });
        command.SetAction((parsed, _) =>
        {
            var options = new ServeOptions
            {
                Listen = parsed.GetValue(listen) ?? DefaultListen(isOnly: parsed.GetValue(h2c) is null && parsed.GetValue(tls) is null),
                ListenH2c = parsed.GetValue(h2c),
                ListenTls = parsed.GetValue(tls),
                TlsCertificate = parsed.GetValue(certificate),
                TlsKey = parsed.GetValue(key),
                Edge = parsed.GetValue(edge),
                Admin = parsed.GetValue(admin) ?? new IPEndPoint(IPAddress.Loopback, 9090),
                CacheDirectory = parsed.GetValue(cache),
                Accept = parsed.GetValue(accept) ?? [],
                AssumePresent = parsed.GetValue(assumePresent),
                AccessLog = parsed.GetValue(accessLog) ? Console.OpenStandardOutput() : null,
            };
            return RunAsync(options, PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(verbose));
        });
        return command;
    }

    private static Option<IPEndPoint?> EndPoint(string name, string description) =>
        new(name) { Description = description, HelpName = "ADDR:PORT", CustomParser = EndPointText.ParseOption };

    /// <summary>Without <c>--listen</c>: what <c>PORT</c> says, as platforms that run containers set it.</summary>
    private static IPEndPoint? DefaultListen(bool isOnly)
    {
        if (Port is { } port) return EndPointText.Parse(":" + port);
        return isOnly ? new IPEndPoint(IPAddress.IPv6Any, DefaultPort) : null;
    }

    private static string? Port => Environment.GetEnvironmentVariable("PORT") is { Length: > 0 } port ? port : null;

    private static async Task<int> RunAsync(ServeOptions options, PolicySource source, bool verbose)
    {
        if (PolicyOption.Load(source, showWarnings: true) is not { } config) return ExitCode.Wrong;
        if (!AcceptOption.AreKnown(config, options.Accept)) return ExitCode.Wrong;
        using var loggers = Logging.Create(verbose ? LogLevel.Debug : LogLevel.Information);
        using var signals = new StopSignals();
        RedirectorServer server;
        try
        {
            server = await RedirectorServer.StartAsync(options, config, source, TimeProvider.System, loggers, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or System.Security.Cryptography.CryptographicException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("fairlead: " + failure.Message).ConfigureAwait(false);
            return failure is System.Security.Cryptography.CryptographicException ? ExitCode.Wrong : ExitCode.Failed;
        }
        await using (server.ConfigureAwait(false))
        {
            signals.OnReload(() => _ = server.ReloadAsync());
            var isTerminal = await signals.FirstStop.ConfigureAwait(false) == StopKind.Interrupt;
            await server.StopAsync(isTerminal ? TimeSpan.Zero : server.ShutdownDelay, signals.SecondStop).ConfigureAwait(false);
        }
        return ExitCode.Done;
    }
}
