using Fairlead.Traffic.ClickHouse;

namespace Fairlead.Cli.Reporting;

/// <summary>A database of a ClickHouse server.</summary>
/// <param name="Address">The server.</param>
/// <param name="Database">The database.</param>
internal sealed record DatabaseTarget(ClickHouseAddress Address, string Database)
{
    /// <summary>As messages name it.</summary>
    public override string ToString() => $"{Address}, database {Database}";
}
