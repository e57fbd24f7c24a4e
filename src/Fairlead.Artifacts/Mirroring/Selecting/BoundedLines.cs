namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Reads a text by its lines, whatever somebody made of them: no line takes more memory than the limit.</summary>
internal sealed class BoundedLines(TextReader text, int maxLength)
{
    private readonly char[] _line = new char[maxLength];

    /// <summary>The next line without its end; null in the place of one that is too long. False at the end of the text.</summary>
    public bool TryRead(out string? line)
    {
        line = null;
        var next = text.Read();
        if (next < 0) return false;
        var length = 0;
        for (; next is >= 0 and not '\n'; next = text.Read())
        {
            if (length < maxLength) _line[length] = (char)next;
            if (length <= maxLength) length++;
        }
        if (length <= maxLength) line = new string(_line, 0, length).TrimEnd('\r');
        return true;
    }
}
