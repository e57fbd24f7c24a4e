namespace Fairlead.Traffic.ClickHouse;

/// <summary>A table or view of ours: its name and its columns, in order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Name and type of each, as ClickHouse names types.</param>
internal sealed record TableForm(string Name, IReadOnlyList<(string Name, string Type)> Columns)
{
    /// <summary>The columns' names, as SQL lists them.</summary>
    public string Names => string.Join(", ", Columns.Select(column => $"`{column.Name}`"));

    /// <summary>The columns with their types, as a table is made of them.</summary>
    public string Definitions => string.Join(", ", Columns.Select(column => $"`{column.Name}` {column.Type}"));
}
