using System.Text.RegularExpressions;

namespace Fairlead.Tests.Architecture;

/// <summary>As much of a C# file as text tells without a compiler: its namespace, its usings, the names in its code, the types at its top.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string code)
    {
        Namespace = NamespaceLine().Match(code) is { Success: true } match ? match.Groups["name"].Value : null;
        Usings = [.. UsingLine().Matches(code).Select(m => m.Groups["name"].Value)];
        TopLevelTypes = [.. TypeLine().Matches(code).Select(m => m.Groups["name"].Value)];
        Names = [.. DottedName().Matches(UsingLine().Replace(code, "")).Select(m => m.Value).Distinct()];
    }

    /// <summary>Its file-scoped namespace; null when it has none.</summary>
    public string? Namespace { get; }

    /// <summary>Namespaces (and types, of <c>using static</c> and aliases) that it uses.</summary>
    public IReadOnlyList<string> Usings { get; }

    /// <summary>Names of the types that begin at the first column.</summary>
    public IReadOnlyList<string> TopLevelTypes { get; }

    /// <summary>Every name in its code, with the dots that hold it together.</summary>
    public IReadOnlyList<string> Names { get; }

    public static SourceFile Read(string path) => Parse(File.ReadAllText(path));

    public static SourceFile Parse(string text) => new(Noise().Replace(text, m => m.Value.StartsWith('/') ? " " : "\"\""));

    /// <summary>Comments, and strings: raw, verbatim, usual, and characters. Code inside interpolations goes with them.</summary>
    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\$*(?<quotes>"{3,}).*?\k<quotes>|(\$@|@\$|@)"([^"]|"")*"|\$?"([^"\\\n]|\\.)*"|'(\\.[^']*|[^'\\])'""", RegexOptions.Singleline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(global )?using (static )?(\w+ = )?(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^((public|internal|file|abstract|sealed|static|readonly|ref|partial|unsafe) )*(class|struct|interface|enum|record( class| struct)?|delegate [\w<>?]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")]
    private static partial Regex DottedName();
}
