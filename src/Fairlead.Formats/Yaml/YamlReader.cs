namespace Fairlead.Formats.Yaml;

/// <summary>
/// Reads the strict part of YAML 1.2 that configuration needs: one document of mappings, sequences and scalars. Anchors,
/// aliases and tags are refused, and so is a key that is set twice. Work and memory are bounded by the limits here.
/// </summary>
public static class YamlReader
{
    /// <summary>Bytes of a file at the most, unless the caller knows of larger ones: some thousand times the policies that are known.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Levels of nesting at the most, the outermost mapping being the first.</summary>
    public const int MaxDepth = 32;

    /// <summary>Problems that are reported of one file; nobody reads more, and hostile files could make a million.</summary>
    public const int MaxProblems = 1000;

    /// <summary>Reads UTF-8 text. Never throws, whatever the bytes are.</summary>
    public static YamlDocument Read(ReadOnlySpan<byte> utf8) => Read(utf8, MaxBytes, CancellationToken.None);

    /// <summary>Reads UTF-8 text of a file that may be larger. Throws nothing but what <paramref name="cancel"/> asks for.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="maxBytes">Bytes at the most.</param>
    /// <param name="cancel">Ends it between two nodes.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static YamlDocument Read(ReadOnlySpan<byte> utf8, int maxBytes, CancellationToken cancel)
    {
        if (utf8.Length > maxBytes) return Refused(new YamlProblem(0, 0, $"larger than {maxBytes >> 20} MiB"));
        if (!YamlText.TryDecode(utf8, out var text, out var problem)) return Refused(problem);
        return new YamlTreeBuilder(text, cancel).Build();
    }

    private static YamlDocument Refused(YamlProblem problem) => new(null, [problem]);
}
