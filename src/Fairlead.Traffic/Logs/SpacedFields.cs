namespace Fairlead.Traffic.Logs;

/// <summary>The fields of a line that single spaces divide, one after the other.</summary>
internal ref struct SpacedFields(ReadOnlySpan<byte> line)
{
    /// <summary>What has not been taken.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = line;

    /// <summary>Takes a field, and the space after it, which must be there.</summary>
    public bool TryTake(out ReadOnlySpan<byte> field)
    {
        var space = Rest.IndexOf((byte)' ');
        if (space < 0) return TryTake(0, out field);
        field = Rest[..space];
        Rest = Rest[(space + 1)..];
        return space > 0;
    }

    /// <summary>Takes a field of this length, and the space after it, which must be there.</summary>
    public bool TryTake(int length, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (length <= 0 || Rest.Length <= length || Rest[length] != ' ') return false;
        field = Rest[..length];
        Rest = Rest[(length + 1)..];
        return true;
    }
}
