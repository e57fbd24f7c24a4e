using System.Text;

namespace Fairlead.Cli;

/// <summary>
/// The columns that one source's statement fills, as UTF-8 with their tabs, in one piece: tens of thousands are used in random order, and
/// each piece more is a wait for memory. The default value is none.
/// </summary>
internal readonly struct StatementText(string first, string second, string last)
{
    private readonly byte[]? _text = Encoding.UTF8.GetBytes(first + second + last);
    private readonly int _firstEnd = Encoding.UTF8.GetByteCount(first);
    private readonly int _secondEnd = Encoding.UTF8.GetByteCount(first + second);

    public bool IsNone => _text is null;

    /// <summary>The columns before the network's prefix.</summary>
    public ReadOnlySpan<byte> First => _text.AsSpan(0, _firstEnd);

    /// <summary>The columns before the statement's own prefix.</summary>
    public ReadOnlySpan<byte> Second => _text.AsSpan(_firstEnd, _secondEnd - _firstEnd);

    /// <summary>The columns after its prefix.</summary>
    public ReadOnlySpan<byte> Last => _text.AsSpan(_secondEnd);
}
