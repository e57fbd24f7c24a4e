namespace Fairlead.Cli.Promoting;

/// <summary>How a comparison is written: for a terminal, or for a comment on a pull request.</summary>
internal interface IDiffStyle
{
    /// <summary>Characters at the most; what is beyond is counted.</summary>
    int MaxLength { get; }

    /// <summary>Text of strangers, such that it can't act as anything but text.</summary>
    string Foreign(string text);

    /// <summary>A line above others.</summary>
    string Heading(string text);

    /// <summary>A line of a list.</summary>
    string Item(string text);

    /// <summary>A line by itself.</summary>
    string Line(string text);
}
