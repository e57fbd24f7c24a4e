using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Providers;

/// <summary>Provider files in a folder: every <c>*.yaml</c> and <c>*.yml</c> directly in it.</summary>
public static class ProviderFolder
{
    private const int MaxEntries = 100_000; // of a folder that somebody named by mistake

    /// <summary>Reads them. Never throws for anything that a folder may hold.</summary>
    /// <param name="path">The folder.</param>
    public static ProviderFilesLoad Read(string path)
    {
        var collector = new ProviderFileCollector(path);
        try
        {
            foreach (var file in Directory.EnumerateFiles(path).Take(MaxEntries).Where(ProviderFileCollector.IsCandidate))
            {
                if (ReadBounded(file) is not { } content) collector.Refuse($"{Quoted.Text(Path.GetFileName(file))} is larger than {ProviderFileCollector.MaxFileBytes} bytes");
                else if (!collector.Add(Path.Combine(path, Path.GetFileName(file)), content)) break;
            }
        }
        catch (DirectoryNotFoundException)
        {
            collector.Refuse("there is no such folder; correct 'providersFrom.path'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            collector.Refuse($"can't be read: {e.Message}");
        }
        return collector.Finish(onlyThoseThatLookIt: false);
    }

    private static byte[]? ReadBounded(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[ProviderFileCollector.MaxFileBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > ProviderFileCollector.MaxFileBytes ? null : bytes[..length];
    }
}
