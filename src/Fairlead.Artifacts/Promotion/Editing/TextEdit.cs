namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>A change of a text: what is taken out at a place, and what is put there.</summary>
internal readonly record struct TextEdit(int At, int Removed, string Put)
{
    /// <summary>Nothing is taken out.</summary>
    public static TextEdit Insert(int at, string put) => new(at, 0, put);

    /// <summary>The text with all of them made.</summary>
    /// <exception cref="InvalidOperationException">Something would go that is more than empty brackets and blanks: a mistake of ours.</exception>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        // From the end, so that the places of those before stay what they are; of two at one place the first stays in front.
        foreach (var edit in edits.Reverse().OrderByDescending(edit => edit.At))
        {
            if (text.AsSpan(edit.At, edit.Removed).ContainsAnyExcept("[]{} \t\r\n")) throw new InvalidOperationException($"an edit at {edit.At} would take content out");
            text = string.Concat(text.AsSpan(0, edit.At), edit.Put, text.AsSpan(edit.At + edit.Removed));
        }
        return text;
    }
}
