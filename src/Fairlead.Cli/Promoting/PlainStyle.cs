namespace Fairlead.Cli.Promoting;

/// <summary>For a terminal.</summary>
internal sealed class PlainStyle : IDiffStyle
{
    /// <inheritdoc/>
    public int MaxLength => int.MaxValue;

    /// <inheritdoc/>
    public string Foreign(string text) => ForeignText.Of(text);

    /// <inheritdoc/>
    public string Heading(string text) => text;

    /// <inheritdoc/>
    public string Item(string text) => "  " + text;

    /// <inheritdoc/>
    public string Line(string text) => text;
}
