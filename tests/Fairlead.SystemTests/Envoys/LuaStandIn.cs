using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Envoys;

/// <summary>
/// The Lua filter: the script runs in Debian's LuaJIT, on a stand-in of Envoy's stream handle (<c>stream_handle.lua</c>, from Envoy's documentation of its Lua filter). Calls come out of it as lines, and are made here.
/// </summary>
internal sealed class LuaStandIn : IEnvoyFilter
{
    private readonly Process _lua;
    private readonly IPEndPoint _edge;
    private EnvoyCalls? _calls;

    public LuaStandIn(string script, IPEndPoint edge, string directory)
    {
        _edge = edge;
        var file = Path.Combine(directory, "script.lua");
        File.WriteAllText(file, script);
        _lua = Process.Start(new ProcessStartInfo(Tool.LuaJit.Path, [Checkout.File("tests/Fairlead.SystemTests/Envoys/stream_handle.lua"), file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public async Task<WireMessage?> DecideAsync(WireMessage request, string peer)
    {
        var host = request.Header("host")!;
        var pseudo = new[] { (":method", request.Part(0)), (":path", request.Part(1)), (":authority", host) };
        await SendAsync($"request {Hex($"{peer}:4711")}", request.Headers.Where(header => header.Name != "host").Concat(pseudo));
        while (true)
        {
            var line = (await _lua.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the script ended")).Split(' ');
            switch (line[0])
            {
                case "continue": return null;
                case "log": break;
                case "call": await CallAsync(int.Parse(line[1], CultureInfo.InvariantCulture), await HeadersAsync(line[2])); break;
                default:
                    var headers = await HeadersAsync(line[2]);
                    var body = request.Part(0) == "HEAD" ? "" : Text(line[1]);
                    return new($"HTTP/1.1 {headers.First(header => header.Name == ":status").Value} Lua", [.. headers.Where(header => header.Name[0] != ':')], body);
            }
        }
    }

    public void Dispose()
    {
        _calls?.Dispose();
        _lua.StandardInput.Close();
        if (!_lua.WaitForExit(TimeSpan.FromSeconds(5))) _lua.Kill();
        _lua.Dispose();
    }

    private async Task CallAsync(int timeout, List<(string Name, string Value)> headers)
    {
        _calls ??= new EnvoyCalls(_edge, TimeSpan.FromMilliseconds(timeout), addsOwnAddress: true);
        string Pseudo(string name) => headers.First(header => header.Name == name).Value;
        var answer = await _calls.CallAsync(Pseudo(":method"), Pseudo(":path"), headers.Where(header => header.Name[0] != ':').Append(("host", Pseudo(":authority"))));
        await SendAsync($"answer {Hex(answer?.Body ?? "upstream connect error")}", answer is null
            ? [(":status", "503")]
            : answer.Headers.Select(header => (header.Name.ToLowerInvariant(), header.Value)).Append((":status", answer.Part(1))));
    }

    private async Task SendAsync(string first, IEnumerable<(string Name, string Value)> headers)
    {
        var lines = headers.Select(header => $"{Hex(header.Name)} {Hex(header.Value)}\n").ToArray();
        await _lua.StandardInput.WriteAsync($"{first} {lines.Length}\n{string.Concat(lines)}");
        await _lua.StandardInput.FlushAsync();
    }

    private async Task<List<(string Name, string Value)>> HeadersAsync(string count)
    {
        var headers = new List<(string, string)>();
        for (var i = int.Parse(count, CultureInfo.InvariantCulture); i > 0; i--)
        {
            var parts = (await _lua.StandardOutput.ReadLineAsync())!.Split(' ');
            headers.Add((Text(parts[0]), Text(parts[1])));
        }
        return headers;
    }

    /// <summary>Hex, with a letter before it, so that nothing is something too.</summary>
    private static string Hex(string text) => "x" + Convert.ToHexString(Encoding.Latin1.GetBytes(text));

    private static string Text(string hex) => Encoding.Latin1.GetString(Convert.FromHexString(hex[1..]));
}
