using System.Reflection;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Fairlead.Benchmarks;

/// <summary>Holds what was measured against what <see cref="AtMostAttribute"/> requires.</summary>
internal static class Verdict
{
    /// <summary>
    /// Writes a line for every benchmark with a requirement, and for every one that gave no figure. The exit code: 0; or 1 when a mean is
    /// above what is required, a benchmark failed, or nothing was measured at all.
    /// </summary>
    public static int Of(IEnumerable<Summary> summaries, TextWriter output)
    {
        var chosen = summaries.SelectMany(summary => summary.BenchmarksCases.Select(it => (Case: it, Mean: MeanOf(summary, it)))).ToList();
        if (chosen.Count == 0)
        {
            output.WriteLine("FAILED: nothing was measured");
            return 1;
        }
        output.WriteLine();
        return chosen.Count(it => !Holds(it.Case, it.Mean, output)) == 0 ? 0 : 1;
    }

    private static bool Holds(BenchmarkCase it, double? mean, TextWriter output)
    {
        var name = $"{it.Descriptor.Type.Name}.{it.Descriptor.WorkloadMethod.Name}";
        if (mean is not { } measured)
        {
            output.WriteLine($"FAILED: {name} gave no figure");
            return false;
        }
        if (it.Descriptor.WorkloadMethod.GetCustomAttribute<AtMostAttribute>() is not { } atMost) return true;
        var holds = measured <= atMost.Nanoseconds; // not where it isn't a number
        output.WriteLine(
            $"{(holds ? "ok" : "FAILED")}: {name} took {measured:0.0} ns, required at most {atMost.Nanoseconds} ns; "
            + $"aim {atMost.Aim} ns, {(measured <= atMost.Aim ? "met" : "not met")}");
        return holds;
    }

    private static double? MeanOf(Summary summary, BenchmarkCase it) =>
        summary[it] is { Success: true, ResultStatistics: { } statistics } ? statistics.Mean : null;
}
