namespace Fairlead.Tests.Support;

/// <summary>Counts what code allocates on this thread.</summary>
internal static class Allocations
{
    private const int Rounds = 5;
    private const int CallsInARound = 2_000;

    /// <summary>
    /// Bytes that a round of calls allocates. Of several rounds the one with the least counts: what the code itself allocates is in
    /// each of them, what the runtime does once, when it compiles a method again, is not.
    /// </summary>
    public static long Of(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < CallsInARound; i++) action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
