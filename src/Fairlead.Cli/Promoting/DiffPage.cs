namespace Fairlead.Cli.Promoting;

/// <summary>What a comparison is written on: as far as there is room. What has none is counted.</summary>
internal sealed class DiffPage(TextWriter output, IDiffStyle style)
{
    private long _written;
    private long _leftOut;

    /// <summary>Text of strangers, such that it can't act as anything but text.</summary>
    public string Foreign(string text) => style.Foreign(text);

    /// <summary>A line above others.</summary>
    public void Heading(string text) => Write(style.Heading(text));

    /// <summary>A line of a list.</summary>
    public void Item(string text) => Write(style.Item(text));

    /// <summary>A line by itself.</summary>
    public void Line(string text) => Write(style.Line(text));

    /// <summary>The last line, which has room in any case.</summary>
    public void End(string text)
    {
        if (_leftOut > 0) output.WriteLine(style.Line($"And {ByteText.Count(_leftOut)} more lines; --json has all."));
        output.WriteLine(style.Line(text));
    }

    private void Write(string line)
    {
        if (_leftOut > 0 || _written + line.Length > style.MaxLength)
        {
            _leftOut++;
            return;
        }
        _written += line.Length + 1;
        output.WriteLine(line);
    }
}
