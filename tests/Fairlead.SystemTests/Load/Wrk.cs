using System.Globalization;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Load;

/// <summary>Debian's wrk, on one core, with a Lua script that makes the requests and judges the answers.</summary>
internal static class Wrk
{
    private const int Connections = 32;

    /// <summary>Prints, at the end, what the script's own globals counted and what wrk did, as <c>name=value</c> lines.</summary>
    private const string Report = """

        local threads = {}
        function setup(thread) table.insert(threads, thread) end
        function done(summary, latency, requests)
          print("requests=" .. summary.requests)
          print("failures=" .. summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout)
          print("statuses=" .. summary.errors.status)
          for _, name in ipairs(counters or {}) do
            local sum = 0
            for _, thread in ipairs(threads) do sum = sum + thread:get(name) end
            print(name .. "=" .. sum)
          end
          for _, thread in ipairs(threads) do print("example=" .. (thread:get("example") or "")) end
        end
        """;

    /// <summary>Runs for this long.</summary>
    /// <param name="script">Lua: <c>request()</c>; optionally <c>response()</c>, which counts in globals that <c>counters</c> names.</param>
    public static async Task<WrkReport> RunAsync(Uri server, string script, TimeSpan duration)
    {
        using var directory = new TempDirectory();
        var seconds = ((int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var result = (await ClientCommand.RunAsync(
            Tool.Wrk, "--threads", "1", "--connections", Connections.ToString(CultureInfo.InvariantCulture), "--duration", $"{seconds}s",
            "--timeout", "20s", "--script", directory.Write("load.lua", script + Report), server.ToString())).Succeeded();
        return WrkReport.Parse(result.Output);
    }
}
