namespace Fairlead.Artifacts.Stores;

/// <summary>Where a path leads when every symbolic link on it is followed, as realpath(3) has it. What isn't there stays as it is written.</summary>
public static class RealPath
{
    private const int MaxLinks = 40; // path_resolution(7)

    /// <param name="path">Absolute.</param>
    public static string Of(string path)
    {
        var real = "";
        var links = 0;
        var left = new Stack<string>(path.Split('/').Reverse());
        while (left.TryPop(out var part))
        {
            if (part is "" or ".") continue;
            var next = part == ".." ? real[..Math.Max(real.LastIndexOf('/'), 0)] : $"{real}/{part}";
            if (part == ".." || links == MaxLinks || Target(next) is not { } target)
            {
                real = next;
                continue;
            }
            links++;
            if (target.StartsWith('/')) real = "";
            foreach (var one in target.Split('/').Reverse()) left.Push(one);
        }
        return real.Length > 0 ? real : "/";
    }

    private static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // nothing can be put there either
        }
    }
}
