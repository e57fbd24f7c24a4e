using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>One YAML file of a manifest: read once, within bounds, its problems told with their places.</summary>
internal sealed class ManifestFile(string path, TimeProvider time, CancellationToken cancel)
{
    /// <summary>Bytes at the most: room for 150,000 digests of some hundred bytes each; Kubernetes has 46,000 in all its files together.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>How long a file of that size may take: a hundred times what it does.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    /// <summary>The place of a node.</summary>
    public FilePlace Place(YamlNode node) => new(path, node.Line, node.Column);

    /// <summary>Reads the file, and has its tree read by <paramref name="read"/>; what is wrong with either is added to the problems.</summary>
    /// <returns>Whether nothing is.</returns>
    public bool Read(List<PromotionProblem> problems, Action<YamlReport, YamlNode> read)
    {
        var before = problems.Count;
        try
        {
            var document = Parse(Content(path));
            problems.AddRange(document.Problems.Select(Located));
            if (document.Root is { } root)
            {
                var report = new YamlReport();
                read(report, root);
                problems.AddRange(report.Finish().Select(Located));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new PromotionProblem(new FilePlace(path, 0, 0), e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message));
        }
        return problems.Count == before;
    }

    /// <summary>The bytes of such a file.</summary>
    /// <exception cref="IOException">It can't be read, is too large, or is a symbolic link.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Content(string path)
    {
        if (new FileInfo(path).LinkTarget is not null) throw new IOException("it is a symbolic link, and those are not followed: put the file itself here");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length > MaxBytes) throw new IOException($"larger than {MaxBytes >> 20} MiB");
        var content = new byte[file.Length];
        return content[..file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
    }

    private YamlDocument Parse(byte[] content)
    {
        using var timeout = new CancellationTokenSource(s_timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return YamlReader.Read(content, MaxBytes, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"reading it takes longer than {s_timeout.TotalSeconds} s: split it");
        }
    }

    private PromotionProblem Located(YamlProblem problem) => new(new FilePlace(path, problem.Line, problem.Column), problem.Message);
}
