using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Selecting.Tags;

/// <summary>A pattern of tags: <c>*</c> stands for any characters, none too, <c>?</c> for one; everything else for itself, case and all.</summary>
public sealed record TagPattern
{
    /// <summary>Characters at the most: no tag is as long.</summary>
    public const int MaxLength = 256;

    private TagPattern(string text) => Text = text;

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Parses it; <paramref name="problem"/> says what is wrong and where.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TagPattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        (pattern, problem) = (null, null);
        if (text.Length == 0) problem = "the pattern is empty: '*' stands for all tags";
        else if (text.Length > MaxLength) problem = $"the pattern has more than {MaxLength} characters";
        for (var i = 0; i < text.Length && problem is null; i++)
        {
            if (text[i] is not ('*' or '?') && !TagName.IsValid("a" + text[i]))
                problem = $"{Quoted.Text(text)}: no tag has a {Quoted.Text(text[i].ToString())} (character {i + 1}); only '*' and '?' stand for others";
        }
        if (problem is null) pattern = new TagPattern(text);
        return problem is null;
    }

    /// <summary>Whether the whole tag is like this. Takes at most as many steps as both lengths multiplied.</summary>
    public bool Matches(ReadOnlySpan<char> tag)
    {
        var (p, t) = (0, 0);
        var (star, resume) = (-1, 0); // the last '*', and where what follows it is tried next
        while (t < tag.Length)
        {
            if (p < Text.Length && Text[p] == '*') (star, resume, p) = (p, t, p + 1);
            else if (p < Text.Length && (Text[p] == '?' || Text[p] == tag[t])) (p, t) = (p + 1, t + 1);
            else if (star >= 0) (p, t, resume) = (star + 1, resume + 1, resume + 1); // only the last star has to give: earlier ones have all they need
            else return false;
        }
        while (p < Text.Length && Text[p] == '*') p++;
        return p == Text.Length;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
