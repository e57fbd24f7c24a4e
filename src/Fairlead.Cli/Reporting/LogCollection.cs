using System.Globalization;
using System.Text;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Traffic.Importing;

namespace Fairlead.Cli.Reporting;

/// <summary>The logs that a command line names, each once, or what is wrong with them. The stores that they are in are open until it is disposed of.</summary>
/// <param name="shard">Only those of this part are read; null: all are.</param>
/// <param name="others">What tells files apart that the command line names for something else, and that are no logs even where they lie among them.</param>
/// <param name="most">More logs are not taken: a listing may have no end.</param>
internal sealed class LogCollection(Shard? shard, IReadOnlySet<string> others, int most = LogCollection.Most) : IAsyncDisposable
{
    /// <summary>Logs of one run. A busy bucket of Amazon's has some hundred thousand a month; so many take a few GB.</summary>
    private const int Most = 5_000_000;

    private readonly Dictionary<string, string> _nameOf = new(StringComparer.Ordinal);
    private readonly List<ILogSource> _logs = [];
    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];
    private readonly List<IBlobStore> _stores = [];

    /// <summary>How many logs there are, those of other shards too.</summary>
    public int Count => _nameOf.Count;

    /// <summary>Those that are to be read, in the order of their names.</summary>
    public IReadOnlyList<ILogSource> Logs => [.. _logs.OrderBy(log => log.Name, StringComparer.Ordinal)];

    /// <summary>Why they can't be read.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What should be known of them.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Adds a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="identity">What tells it from all others, however they are named.</param>
    /// <param name="name">By what it is shared out: the same wherever the folder is mounted.</param>
    /// <exception cref="IOException">There are too many.</exception>
    public void Add(ILogSource log, string identity, string name)
    {
        if (others.Contains(identity)) return;
        if (Count == most) throw new IOException(string.Create(CultureInfo.InvariantCulture, $"there are more than {most:N0} logs: name fewer at once, by what their names begin with"));
        if (!_nameOf.TryAdd(identity, log.Name))
            AddProblem($"{log.Name} is there twice{(_nameOf[identity] == log.Name ? "" : $", first as {_nameOf[identity]}")}: what is in it would be counted twice; remove one");
        else if (shard is not { } part || part.Holds(Digest.Of(Encoding.UTF8.GetBytes(name)))) _logs.Add(log);
    }

    /// <summary>Something is wrong.</summary>
    public void AddProblem(string problem) => _problems.Add(problem);

    /// <summary>Something should be known.</summary>
    public void AddNote(string note) => _notes.Add(note);

    /// <summary>Disposes of the store in the end.</summary>
    public IBlobStore Own(IBlobStore store)
    {
        _stores.Add(store);
        return store;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync().ConfigureAwait(false);
    }
}
