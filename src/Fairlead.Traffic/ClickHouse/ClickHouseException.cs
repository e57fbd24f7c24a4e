namespace Fairlead.Traffic.ClickHouse;

/// <summary>The database gave no answer, or not the one that was asked for. The message is one line, made printable, and names the server and what was asked.</summary>
public sealed class ClickHouseException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether asking again later may help.</summary>
    public bool IsTransient { get; init; }
}
