using System.Net;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>Debian's ClickHouse on ports of its own, with nothing of it outside a directory of its own, and one user, who has a password.</summary>
internal sealed class ClickHouseServer : IAsyncDisposable
{
    public const string User = "writer";
    public const string Password = "a secret of the test's";

    private readonly TempDirectory _directory = new();
    private readonly int _port = FreePort.Next();
    private readonly string _configuration;
    private ServerProcess? _process;

    private ClickHouseServer()
    {
        _directory.Write("users.xml", $"""
            <yandex>
              <profiles><default><max_memory_usage>1000000000</max_memory_usage></default></profiles>
              <users><{User}><password>{Password}</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></{User}></users>
              <quotas><default></default></quotas>
            </yandex>
            """);
        _configuration = _directory.Write("config.xml", $"""
            <yandex>
              <logger><level>warning</level><console>1</console></logger>
              <listen_host>127.0.0.1</listen_host>
              <http_port>{_port}</http_port>
              <tcp_port>{FreePort.Next()}</tcp_port>
              <interserver_http_host>127.0.0.1</interserver_http_host>
              <path>{_directory.Subdirectory("data")}/</path>
              <tmp_path>{_directory.Subdirectory("tmp")}/</tmp_path>
              <user_files_path>{_directory.Subdirectory("files")}/</user_files_path>
              <users_config>users.xml</users_config>
              <default_profile>default</default_profile>
              <default_database>default</default_database>
              <mark_cache_size>67108864</mark_cache_size>
            </yandex>
            """);
    }

    /// <summary>What <c>--clickhouse</c> takes, without credentials.</summary>
    public string Url => $"http://127.0.0.1:{_port}/";

    /// <summary>What the program finds its credentials in.</summary>
    public static IReadOnlyDictionary<string, string?> Credentials { get; } = new Dictionary<string, string?> { ["CLICKHOUSE_USER"] = User, ["CLICKHOUSE_PASSWORD"] = Password };

    /// <summary>Every file that the server has.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories);

    public static async Task<ClickHouseServer> StartAsync()
    {
        var server = new ClickHouseServer();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Serves again what it had, at the same port.</summary>
    public async Task StartAgainAsync() => _process = await ServerProcess.StartAsync(
        Tool.ClickHouseServer.Path, [$"--config-file={_configuration}"], _directory.File("output.log"), server => server.WaitForHttpAsync(new Uri(Url)));

    /// <summary>Is gone from one moment to the next.</summary>
    public async Task StopAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Runs a statement, and returns its answer as text.</summary>
    public async Task<string> QueryAsync(string sql)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new StringContent(sql) };
        request.Headers.Add("X-ClickHouse-User", User);
        request.Headers.Add("X-ClickHouse-Key", Password);
        using var answer = await Http.Client.SendAsync(request);
        var text = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n');
        return answer.StatusCode == HttpStatusCode.OK ? text : throw new InvalidOperationException($"{sql}: {text}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
    }
}
