using System.Diagnostics.CodeAnalysis;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Cli.Reporting;

/// <summary>
/// What lies in a bucket: <c>s3://BUCKET[/PREFIX][?region=...]</c> with all objects below the prefix as below a folder, one object, or with a star at its end
/// all whose keys begin so: log buckets hold many months under one prefix.
/// </summary>
internal sealed class StorePlace : LogPlace
{
    private const string File = "file://";

    private readonly StoreUrl _folder;
    private readonly string _name;
    private readonly string _last;
    private readonly bool _isBeginning;

    private StorePlace(StoreUrl folder, string name, string last, bool isBeginning) => (_folder, _name, _last, _isBeginning) = (folder, name, last, isBeginning);

    /// <summary>Parses one; a folder by its URL is a path.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out LogPlace? place, [NotNullWhen(false)] out string? problem)
    {
        place = null;
        var query = text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question ? text[question..] : "";
        var whole = text[..^query.Length];
        var path = whole.TrimEnd('*');
        if (!StoreUrl.TryParse(path + query, out _, out problem)) return false;
        if (path.StartsWith(File, StringComparison.Ordinal))
        {
            place = new PathPlace(Uri.UnescapeDataString(path[File.Length..]));
            return true;
        }
        var bucket = path.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        var slash = path.LastIndexOf('/');
        var isBeginning = path.Length < whole.Length;
        if (isBeginning && slash < bucket) problem = "a star stands for the end of objects' names, not of a bucket's";
        var folder = slash < bucket ? path : path[..slash];
        var last = slash < bucket ? "" : Uri.UnescapeDataString(path[(slash + 1)..]);
        if (problem is not null || !StoreUrl.TryParse(folder + query, out var url, out problem)) return false;
        place = new StorePlace(url, folder, last, isBeginning);
        return true;
    }

    /// <inheritdoc/>
    public override async Task FindAsync(LogCollection found, CancellationToken cancel)
    {
        if (_folder.Misconfiguration(TimeProvider.System) is { } wrong)
        {
            found.AddProblem(wrong);
            return;
        }
        var store = found.Own(_folder.Open(TimeProvider.System));
        var before = found.Count;
        await foreach (var one in store.ListAsync(_isBeginning || _last.Length == 0 ? _last : _last + "/", cancel).ConfigureAwait(false))
        {
            if (LogNames.IsLog(one.Key)) Add(one);
        }
        if (found.Count == before && !_isBeginning && _last.Length > 0 && await store.FindAsync(_last, cancel).ConfigureAwait(false) is { } single) Add(single);
        if (found.Count == before) found.AddProblem($"{_name}/{_last}: there are no logs there; a star at the end stands for all whose names begin so");

        void Add(StoredObject one) => found.Add(new StoreLog(store, $"{_name}/{one.Key}", one), _folder.Identity(one.Key), one.Key);
    }
}
