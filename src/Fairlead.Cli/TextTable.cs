namespace Fairlead.Cli;

/// <summary>Columns under headings, as wide as they need to be; a heading that begins with <c>&gt;</c> is of a column of numbers.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [Array.ConvertAll(headings, heading => heading.TrimStart('>'))];

    public void Add(params string[] cells) => _rows.Add(Array.ConvertAll(cells, TerminalText.Of));

    public void Write(TextWriter output)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => headings[column].StartsWith('>') ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
