namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>The words for actions, in JSON and elsewhere: <c>copy</c>, <c>present</c>, <c>lost</c>, <c>tag-move</c>.</summary>
public static class EdgeActionWords
{
    private static readonly (string Word, EdgeAction Action)[] s_words =
        [("copy", EdgeAction.Copy), ("present", EdgeAction.Present), ("lost", EdgeAction.Lost), ("tag-move", EdgeAction.TagMove)];

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => s_words.Select(entry => entry.Word);

    /// <summary>The word for an action.</summary>
    public static string Of(EdgeAction action) => s_words[(int)action].Word;

    /// <summary>The action that a word stands for; null where it is none.</summary>
    public static EdgeAction? Find(string? word)
    {
        foreach (var (known, action) in s_words)
            if (known == word) return action;
        return null;
    }
}
