using System.Diagnostics;
using System.Globalization;
using Fairlead.Formats.Streams;
using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Benchmarks.Mrt;

/// <summary>
/// Makes routing tables and reads them, for <c>benchmarks/mrt/run</c>. Each in a process of its own: what is measured is the first reading,
/// as a server or <c>networks compile</c> does it, and its memory is the process's.
/// </summary>
internal static class MrtBenchmark
{
    /// <summary><c>make FILE PREFIXES PEERS</c> or <c>read FILE</c>.</summary>
    public static int Run(ReadOnlySpan<string> args)
    {
        switch (args)
        {
            case ["make", var file, var prefixes, var peers]:
                Make(file, int.Parse(prefixes, CultureInfo.InvariantCulture), int.Parse(peers, CultureInfo.InvariantCulture));
                return 0;
            case ["read", var file]:
                Read(file);
                return 0;
            default:
                Console.Error.WriteLine("usage: mrt make FILE PREFIXES PEERS | mrt read FILE");
                return 2;
        }
    }

    private static void Make(string path, int prefixes, int peers)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        RandomRib.Write(new MrtWriter(file), RandomRib.Entries(seed: 6396, prefixes, peers), peers);
    }

    // Prints: prefixes, milliseconds of CPU time, KB of memory at its highest.
    private static void Read(string path)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        int prefixes;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 << 10))
        using (Stream content = Decompression.Open(file, long.MaxValue))
        {
            prefixes = MrtFeed.Parse(content, new FeedSource("bgp", "mrt", "bgp", null, path, null)).Asns.Count;
        }
        process.Refresh();
        var cpu = process.TotalProcessorTime - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prefixes} {cpu.TotalMilliseconds:0} {process.PeakWorkingSet64 / 1024}"));
    }
}
