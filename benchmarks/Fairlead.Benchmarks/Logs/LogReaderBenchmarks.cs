using BenchmarkDotNet.Attributes;
using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Logs;

namespace Fairlead.Benchmarks.Logs;

/// <summary>Time of one line of a log, from its bytes to the record that is handed on, with the look for its id among those before it, in each format.</summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn]
[InProcess]
[WarmupCount(3)]
[IterationCount(10)]
public class LogReaderBenchmarks : IRequestSink
{
    private const int Count = 100_000;
    private byte[] _log = [];
    private long _bytes;

    [ParamsSource(nameof(Formats))]
    public string Format { get; set; } = "";

    public static IEnumerable<string> Formats => LogFormats.Names;

    [GlobalSetup]
    public void Setup()
    {
        _log = SampleLog.Of(Format, Count);
        Console.WriteLine($"// {Format}: {_log.Length / (double)Count:F0} bytes a line");
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [AtMost(nanoseconds: 1000, Aim = 400)]
    public long Read()
    {
        var reader = new LogReader(Format, new RequestIds(Count));
        reader.Read(new MemoryStream(_log), this, CancellationToken.None);
        if (reader.Counts.Requests != Count) throw new InvalidOperationException($"{reader.Counts.Requests} of {Count} requests");
        return _bytes;
    }

    public void Take(in LogRecord record) => _bytes += record.Bytes;
}
