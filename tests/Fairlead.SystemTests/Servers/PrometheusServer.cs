using System.Globalization;
using System.Text.Json;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>Debian's Prometheus, which scrapes one target every second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly ServerProcess _process;
    private readonly Uri _url;

    private PrometheusServer(TempDirectory directory, ServerProcess process, Uri url) => (_directory, _process, _url) = (directory, process, url);

    public static async Task<PrometheusServer> StartAsync(Uri target)
    {
        var directory = new TempDirectory();
        var port = FreePort.Next();
        var configuration = directory.Write("prometheus.yml", $$"""
            global: {scrape_interval: 1s}
            scrape_configs: [{job_name: fairlead, static_configs: [{targets: ["{{target.Authority}}"]}]}]
            """);
        var url = new Uri($"http://127.0.0.1:{port}");
        var process = await ServerProcess.StartAsync(
            Tool.Prometheus.Path,
            [
                $"--config.file={configuration}", $"--storage.tsdb.path={directory.Subdirectory("data")}",
                $"--web.listen-address={url.Authority}",
            ],
            directory.File("output.log"),
            prometheus => prometheus.WaitForHttpAsync(new Uri(url, "/-/ready")));
        return new PrometheusServer(directory, process, url);
    }

    /// <summary>The value of an expression that gives one number; null while it gives none.</summary>
    public async Task<double?> QueryAsync(string expression)
    {
        var url = new Uri(_url, "/api/v1/query?query=" + Uri.EscapeDataString(expression));
        using var answer = JsonDocument.Parse(await Http.Client.GetStringAsync(url, TestContext.Current.CancellationToken));
        var samples = answer.RootElement.GetProperty("data").GetProperty("result");
        return samples.GetArrayLength() == 0
            ? null
            : double.Parse(samples[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}
