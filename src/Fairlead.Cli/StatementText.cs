using System.Text;

namespace Fairlead.Cli;

/// <summary>The columns that one source's statement fills, as UTF-8 with their tabs; what stands between them depends on the address.</summary>
internal sealed class StatementText(string first, string second, string last)
{
    /// <summary>The columns before the network's prefix.</summary>
    public byte[] First { get; } = Encoding.UTF8.GetBytes(first);

    /// <summary>The columns before the statement's own prefix.</summary>
    public byte[] Second { get; } = Encoding.UTF8.GetBytes(second);

    /// <summary>The columns after its prefix.</summary>
    public byte[] Last { get; } = Encoding.UTF8.GetBytes(last);
}
