namespace Fairlead.Traffic.ClickHouse;

/// <summary>
/// What Fairlead keeps in a ClickHouse database. <c>requests</c> has a row for each request that a try to export a batch has sent; <c>batches</c> a row for each try
/// that is known to have arrived whole. Of a batch one finished try counts: the one that knew most duplicates, and of those the first. The views have what counts, for anybody's
/// own queries. SQL as of ClickHouse 18.16.
/// </summary>
/// <remarks>
/// A request has its day and no time, and the table's order is that of its columns: neither tells which line of somebody's log it was. Rows aren't in partitions: a log may say any day, and a
/// server takes so many partitions at once and no more.
/// </remarks>
internal static class Tables
{
    /// <summary>Names the form in both tables, as a column that takes no room. Changes with the columns, and with how logs are cut into batches.</summary>
    public const string FormNote = "fairlead_form_1";

    /// <summary>A row for each request sent.</summary>
    public static readonly TableForm Requests = new("requests",
    [
        ("attempt", "UUID"), ("day", "Date"),
        ("backend", "String"), ("backend_provider", "String"), ("backend_region", "String"),
        ("provider", "String"), ("region", "String"), ("asn", "UInt32"), ("asn_name", "String"), ("country", "String"),
        ("kind", "Enum8('other' = 0, 'manifest' = 1, 'blob' = 2, 'file' = 3)"), ("status_class", "UInt8"), ("image", "String"), ("bytes", "UInt64"),
    ]);

    /// <summary>A row for each try that arrived. Times are the earliest and latest of all requests sent together, in seconds since 1970: a batch may have one request only.</summary>
    public static readonly TableForm Batches = new("batches",
    [
        ("batch", "UUID"), ("attempt", "UUID"), ("finished", "DateTime"),
        ("files", "UInt64"), ("damaged_files", "UInt64"), ("lines", "UInt64"), ("requests", "UInt64"), ("duplicates", "UInt64"), ("ignored", "UInt64"), ("unnamed", "UInt64"),
        ("bad.format", "Array(String)"), ("bad.problem", "Array(String)"), ("bad.lines", "Array(UInt64)"), ("bad.shapes", "Array(Array(String))"),
        ("first", "Nullable(Int64)"), ("last", "Nullable(Int64)"), ("networks_as_of", "Nullable(Int64)"), ("upstream", "Nullable(String)"),
    ]);

    /// <summary>The tries that count.</summary>
    public static readonly TableForm CountedBatches = new("counted_batches", Batches.Columns);

    /// <summary>Their requests.</summary>
    public static readonly TableForm CountedRequests = new("counted_requests", Requests.Columns);

    /// <summary>All, with the statement that makes each, in an order in which each finds what it stands on.</summary>
    public static IEnumerable<(TableForm Form, string Statement)> Statements(string database)
    {
        yield return (Requests, Table(database, Requests, "day, attempt, backend, provider, region, asn, country, kind, status_class, image, bytes"));
        yield return (Batches, Table(database, Batches, "batch, attempt"));
        yield return (CountedBatches, View(
            database, CountedBatches, $"SELECT {Batches.Names} FROM {database}.{Batches.Name} ORDER BY batch, duplicates DESC, finished, attempt LIMIT 1 BY batch"));
        yield return (CountedRequests, View(
            database, CountedRequests,
            $"SELECT {Requests.Names} FROM {database}.{Requests.Name} WHERE attempt IN (SELECT attempt FROM {database}.{CountedBatches.Name})"));
    }

    private static string Table(string database, TableForm form, string order) =>
        $"CREATE TABLE IF NOT EXISTS {database}.{form.Name} ({form.Definitions}, {FormNote} UInt8 ALIAS 1) ENGINE = MergeTree ORDER BY ({order})";

    private static string View(string database, TableForm form, string select) => $"CREATE VIEW IF NOT EXISTS {database}.{form.Name} AS {select}";
}
