using System.Globalization;
using System.Text;

namespace Fairlead.Benchmarks.Promotion;

/// <summary>The other side of <c>benchmarks/promote/run</c>: writes the manifests of a made-up world, and is its registries until stdin ends.</summary>
internal static class PromotionBenchmark
{
    /// <summary><c>FOLDER DESTINATIONS whole|empty MILLISECONDS</c>: what destinations hold, and the latency of a call. Prints the ports.</summary>
    public static async Task<int> RunAsync(ReadOnlyMemory<string> args)
    {
        if (args.Span is not [var folder, var destinations, "whole" or "empty", var latency])
        {
            await Console.Error.WriteLineAsync("usage: promotion FOLDER DESTINATIONS whole|empty MILLISECONDS");
            return 2;
        }
        var repositories = WorldManifests.Make();
        var listings = repositories.ToDictionary(repository => $"{repository.Team}/{repository.Name}", repository => repository.Listing());
        await using var server = new WorldServer(listings, TimeSpan.FromMilliseconds(int.Parse(latency, CultureInfo.InvariantCulture)), isWhole: args.Span[2] == "whole");
        await server.StartAsync(int.Parse(destinations, CultureInfo.InvariantCulture));
        WorldManifests.Write(folder, repositories, $"127.0.0.1:{server.Ports[1]}/staging", [.. server.Ports.Skip(2).Select(port => $"127.0.0.1:{port}/prod")]);
        Console.WriteLine(new StringBuilder("ports ").AppendJoin(' ', server.Ports));
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
