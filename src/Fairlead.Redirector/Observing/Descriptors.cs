using Fairlead.Redirector.Transport;

namespace Fairlead.Redirector.Observing;

/// <summary>The process's file descriptors (proc(5), <c>/proc/pid/fd</c>). Null where the system doesn't tell.</summary>
internal static class Descriptors
{
    private const string Folder = "/proc/self/fd";

    /// <summary>How many are in use; the one by which they are counted is among them.</summary>
    public static long? Open
    {
        get
        {
            try
            {
                return Directory.Exists(Folder) ? Directory.EnumerateFileSystemEntries(Folder).LongCount() : null;
            }
            catch (IOException) // none is left to count them with
            {
                return Limit;
            }
        }
    }

    /// <summary>How many it may have.</summary>
    public static long? Limit => OperatingSystem.IsLinux() ? SpareDescriptors.Limit : null;
}
