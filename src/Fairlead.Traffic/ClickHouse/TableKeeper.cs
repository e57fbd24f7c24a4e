namespace Fairlead.Traffic.ClickHouse;

/// <summary>Makes the tables where they lack, and sees that they are those that this program knows.</summary>
internal sealed class TableKeeper(ClickHouseClient client, string database)
{
    private const int MostColumns = 10_000; // of four tables

    /// <summary>Makes what lacks, the database too. Nothing is changed where everything is there: that needs no right to make anything.</summary>
    /// <exception cref="ClickHouseException">They can't be made, or are of another form.</exception>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        var found = await ColumnsAsync(cancel).ConfigureAwait(false);
        Check(found, mayLack: true);
        if (found.Count == 0) await client.ExecuteAsync($"CREATE DATABASE IF NOT EXISTS {database}", cancel).ConfigureAwait(false);
        foreach (var (form, statement) in Tables.Statements(database))
        {
            if (found.ContainsKey(form.Name)) continue;
            try
            {
                await client.ExecuteAsync(statement, cancel).ConfigureAwait(false);
            }
            catch (ClickHouseException) when (!cancel.IsCancellationRequested)
            {
                // Somebody else may make the same in this moment: whether it is there now is what counts.
                if (!(await ColumnsAsync(cancel).ConfigureAwait(false)).ContainsKey(form.Name)) throw;
            }
        }
        await CheckAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Sees that all are there and as they should be.</summary>
    /// <exception cref="ClickHouseException">They are not.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        Check(await ColumnsAsync(cancel).ConfigureAwait(false), mayLack: false);
    }

    private void Check(Dictionary<string, Dictionary<string, string>> found, bool mayLack)
    {
        foreach (var (form, _) in Tables.Statements(database))
        {
            if (!found.TryGetValue(form.Name, out var columns))
            {
                if (mayLack) continue;
                throw new ClickHouseException($"there is no table {database}.{form.Name}; 'traffic export' makes it");
            }
            if (Difference(form, columns) is { } difference)
                throw new ClickHouseException($"table {database}.{form.Name} is of another form than this program's: {difference}; name another --database, or drop its fairlead_ tables and export again");
        }
    }

    private static string? Difference(TableForm form, Dictionary<string, string> columns)
    {
        var hasNote = form == Tables.Requests || form == Tables.Batches;
        if (hasNote && !columns.ContainsKey(Tables.FormNote)) return $"it has no column {Tables.FormNote}";
        foreach (var (name, type) in form.Columns)
        {
            if (!columns.TryGetValue(name, out var found)) return $"it has no column {name}";
            if (found != type) return $"column {name} is not of type {type}";
        }
        return columns.Count == form.Columns.Count + (hasNote ? 1 : 0) ? null : "it has columns that are unknown here";
    }

    /// <summary>Name and type of each column, by table.</summary>
    private async Task<Dictionary<string, Dictionary<string, string>>> ColumnsAsync(CancellationToken cancel)
    {
        var found = new Dictionary<string, Dictionary<string, string>>();
        var names = string.Join(", ", Tables.Statements(database).Select(made => $"'{made.Form.Name}'"));
        await client.QueryAsync($"SELECT table, name, type FROM system.columns WHERE database = '{database}' AND table IN ({names})", MostColumns, row =>
        {
            var (table, name, type) = (row.String(), row.String(), row.String());
            if (!found.TryGetValue(table, out var columns)) found[table] = columns = [];
            columns[name] = type;
        }, cancel).ConfigureAwait(false);
        return found;
    }
}
