using System.Globalization;
using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Providers;

/// <summary>Takes files up one by one, within limits, and makes the set of them. For one thread.</summary>
/// <param name="origin">Folder or archive, as messages call it.</param>
internal sealed class ProviderFileCollector(string origin)
{
    /// <summary>Files at the most; there are nine.</summary>
    public const int MaxFiles = 1000;

    /// <summary>Bytes of a file at the most; the largest has 663.</summary>
    public const int MaxFileBytes = 256 << 10;

    /// <summary>Bytes of all YAML that is looked at, at the most.</summary>
    public const int MaxBytes = 16 << 20;

    private const int MaxAsns = 200_000; // more than there are in BGP

    private readonly List<(string Name, byte[] Content)> _files = [];
    private readonly List<Problem> _problems = [];
    private long _bytes;

    /// <summary>Whether a file of this name may be one.</summary>
    public static bool IsCandidate(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Something is wrong with all of it.</summary>
    public void Refuse(string message) => _problems.Add(new Problem(Severity.Error, origin, 0, 0, message));

    /// <summary>Takes a file up. False when there is no room: nothing more needs to be read.</summary>
    public bool Add(string name, byte[] content)
    {
        _bytes += content.Length;
        _files.Add((name, content));
        if (_files.Count > MaxFiles) Refuse($"more than {MaxFiles} files");
        else if (_bytes > MaxBytes) Refuse($"more than {MaxBytes >> 20} MiB of YAML");
        else return true;
        return false;
    }

    /// <summary>All that was taken up.</summary>
    /// <param name="onlyThoseThatLookIt">Files that don't look like provider files are passed over.</param>
    public ProviderFilesLoad Finish(bool onlyThoseThatLookIt)
    {
        if (_problems.Count > 0) return new ProviderFilesLoad(null, _problems);
        _files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        var files = new List<ProviderFile>();
        foreach (var (name, content) in _files)
        {
            var document = YamlReader.Read(content);
            if (onlyThoseThatLookIt && !ProviderFileReader.IsOne(document)) continue;
            if (ProviderFileReader.Read(name, document, _problems) is { } file) files.Add(file);
            if (_problems.Count >= YamlReader.MaxProblems) break;
        }
        if (files.Count == 0 && _problems.Count == 0) Refuse("no provider files are there: YAML with a 'name' and 'asns' or 'redirectsTo'");
        if (files.Sum(file => (long)file.Asns.Count) > MaxAsns) Refuse(string.Create(CultureInfo.InvariantCulture, $"more than {MaxAsns} ASNs"));
        if (_problems.Any(problem => problem.Severity == Severity.Error)) return new ProviderFilesLoad(null, _problems);
        return new ProviderFilesLoad(new ProviderFileSet(files, ProviderFileSet.FingerprintOf(_files)), _problems);
    }
}
