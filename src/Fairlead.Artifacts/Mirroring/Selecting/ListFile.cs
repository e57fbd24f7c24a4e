using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Reads a list of image references: one a line, <c>#</c> before comments, blank lines for the eye.</summary>
internal static class ListFile
{
    /// <summary>Characters of a line at the most: a host, a repository, a tag and a digest have less.</summary>
    private const int MaxLineLength = 1024;

    /// <summary>Lines at the most: some ten times the images of registry.k8s.io.</summary>
    private const int MaxLines = 1_000_000;

    /// <summary>Reads it. What is wrong with a line is told with its number, and the others are read.</summary>
    /// <exception cref="IOException">There is no such file, or it can't be read.</exception>
    public static IReadOnlyList<ImageReference> Read(string path, Action<WalkFailure> fail)
    {
        var references = new List<ImageReference>();
        using var file = Open(path);
        var lines = new BoundedLines(file, MaxLineLength);
        for (var number = 1; lines.TryRead(out var line); number++)
        {
            if (number > MaxLines)
            {
                fail(new WalkFailure(path, $"more than {MaxLines} lines: what follows is not read"));
                break;
            }
            var text = line is null ? null : WithoutComment(line);
            if (text is "") continue;
            if (text is null) fail(new WalkFailure($"{path}:{number}", $"the line has more than {MaxLineLength} characters"));
            else if (ImageReference.TryParse(text, out var reference, out var problem)) references.Add(reference);
            else fail(new WalkFailure($"{path}:{number}", problem));
        }
        return references;
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException("there is no such file", failure);
        }
    }

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOf('#');
        return (comment < 0 ? line : line[..comment]).Trim();
    }
}
