using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>A text with its lines, which end as YAML 1.2 has it (section 5.4): LF, CR LF or CR.</summary>
internal sealed class TextLines
{
    private const string UsualBreak = "\n";

    private readonly List<int> _starts = [0];

    public TextLines(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) _starts.Add(i + 1);
        }
    }

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>Where a node begins.</summary>
    public int Start(YamlNode node) => _starts[node.Line - 1] + node.Column - 1;

    /// <summary>Where the line begins that this is in.</summary>
    public int LineStart(int offset) => _starts[Line(offset)];

    /// <summary>Where the line ends that this is in, before its break.</summary>
    public int LineEnd(int offset)
    {
        var end = NextLine(offset);
        while (end > offset && Text[end - 1] is '\n' or '\r') end--;
        return end;
    }

    /// <summary>The break of the line that this is in; where it has none, the one of the first line.</summary>
    public string Break(int offset)
    {
        var own = Text[LineEnd(offset)..NextLine(offset)];
        return own.Length > 0 || offset == 0 ? Usual(own) : Usual(Text[LineEnd(0)..NextLine(0)]);

        static string Usual(string text) => text.Length > 0 ? text : UsualBreak;
    }

    /// <summary>Whether nothing stands before this in its line.</summary>
    public bool IsFirst(int offset) => Text.AsSpan(LineStart(offset)..offset).IndexOfAnyExcept(' ', '\t') < 0;

    /// <summary>Whether the line before the one that this is in is blank.</summary>
    public bool FollowsBlank(int offset)
    {
        var line = Line(offset);
        return line > 0 && Text.AsSpan(_starts[line - 1].._starts[line]).IsWhiteSpace();
    }

    private int Line(int offset)
    {
        var found = _starts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }

    private int NextLine(int offset) => Line(offset) + 1 < _starts.Count ? _starts[Line(offset) + 1] : Text.Length;
}
