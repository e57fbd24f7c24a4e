using System.Text;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>Names of a list as RowBinary has them, each made once. For one thread.</summary>
internal sealed class NameBytes(NameList names)
{
    private readonly List<byte[]> _bytes = [];

    /// <summary>The name of a number.</summary>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            while (_bytes.Count <= number) _bytes.Add(Of(names[_bytes.Count]));
            return _bytes[number];
        }
    }

    /// <summary>A string as RowBinary has it.</summary>
    public static byte[] Of(string? name)
    {
        var row = new RowWriter();
        row.String(name ?? "");
        return row.Written.ToArray();
    }
}
