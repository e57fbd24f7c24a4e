using Fairlead.Formats.Streams;
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
                var content = BoundedFile.Read(file, ProviderFileCollector.MaxFileBytes);
                if (content.Length > ProviderFileCollector.MaxFileBytes) collector.Refuse($"{Quoted.Text(Path.GetFileName(file))} is larger than {ProviderFileCollector.MaxFileBytes} bytes");
                else if (!collector.Add(Path.Combine(path, Path.GetFileName(file)), content.ToArray())) break;
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
}
