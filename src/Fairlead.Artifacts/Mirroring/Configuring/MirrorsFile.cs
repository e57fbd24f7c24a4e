using Fairlead.Formats.Streams;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>
/// Reads <c>mirrors.yaml</c>: several jobs with their sources and destinations. Every error at once. Never throws for anything that a file
/// may hold. Pure but for <see cref="Load"/>'s reading of the one file.
/// </summary>
public static class MirrorsFile
{
    /// <summary>Reads the file at a path. Paths inside it are relative to its folder.</summary>
    public static MirrorsLoad Load(string path)
    {
        if (Directory.Exists(path)) return Unreadable("is a directory, not a file of mirrors");
        try
        {
            var utf8 = BoundedFile.Read(path, YamlReader.MaxBytes);
            return Parse(utf8.Span, Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetPathRoot(path)!);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable("there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unreadable($"can't be read: {e.Message}");
        }
    }

    /// <summary>Reads the text of such a file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="baseDirectory">Absolute path of the folder that paths in the file are relative to.</param>
    public static MirrorsLoad Parse(ReadOnlySpan<byte> utf8, string baseDirectory)
    {
        var document = YamlReader.Read(utf8);
        var report = new YamlReport();
        var config = document.Root is null ? null : new MirrorsReader(report, baseDirectory).Read(document.Root);
        var problems = document.Problems.Concat(report.Finish()).OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).ToList();
        return new MirrorsLoad(problems.Count == 0 ? config : null, problems);
    }

    private static MirrorsLoad Unreadable(string message) => new(null, [new YamlProblem(0, 0, message)]);
}
