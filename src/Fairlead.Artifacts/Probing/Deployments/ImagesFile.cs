using System.Globalization;
using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>Reads the images that are to be probed: one a line, <c>#</c> before comments, blank lines for the eye.</summary>
public static class ImagesFile
{
    /// <summary>Lines at the most. A probe of as many images would take a day; a list for it has a few of each kind.</summary>
    private const int MaxLines = 10_000;

    /// <summary>Characters of a line at the most: a host, a repository, a tag and a digest have less.</summary>
    private const int MaxLineLength = 1024;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">Told of each line that is wrong, as <c>FILE:LINE: what and what to do</c>.</param>
    /// <returns>The images, each once, in the file's order.</returns>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<ProbedImage> Read(string path, Action<string> problem)
    {
        using var file = new StreamReader(path);
        var lines = new BoundedLines(file, MaxLineLength);
        var images = new List<ProbedImage>();
        for (var number = 1; lines.TryRead(out var line); number++)
        {
            if (number > MaxLines)
            {
                problem(string.Create(CultureInfo.InvariantCulture, $"{path}: more than {MaxLines} lines: choose some of each kind"));
                break;
            }
            var text = line is null ? null : WithoutComment(line);
            if (text is "") continue;
            if (text is null) Wrong($"the line has more than {MaxLineLength} characters");
            else if (ProbedImage.TryParse(text, out var image, out var why)) images.Add(image);
            else Wrong(why);

            void Wrong(string why) => problem(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}: {why}"));
        }
        return [.. images.Distinct()];
    }

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }
}
