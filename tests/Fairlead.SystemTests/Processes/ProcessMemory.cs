using System.Globalization;

namespace Fairlead.SystemTests.Processes;

/// <summary>What the kernel says of a process's memory (proc(5), <c>/proc/pid/status</c>).</summary>
internal static class ProcessMemory
{
    /// <summary>Resident set size in MiB.</summary>
    public static double ResidentMiB(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kibibytes = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) / 1024.0;
    }
}
