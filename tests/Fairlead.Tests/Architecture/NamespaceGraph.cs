namespace Fairlead.Tests.Architecture;

/// <summary>Which namespaces of a project use which others of it.</summary>
internal sealed class NamespaceGraph
{
    private readonly Dictionary<string, HashSet<string>> _uses = [];
    private readonly ILookup<string, string> _namespacesByType;

    public NamespaceGraph(IReadOnlyCollection<SourceFile> files)
    {
        var named = files.Where(file => file.Namespace is not null).ToList();
        _namespacesByType = named.SelectMany(file => file.TopLevelTypes.Select(type => (Type: type, Namespace: file.Namespace!)))
            .Distinct().ToLookup(declared => declared.Type, declared => declared.Namespace);
        foreach (var file in named) _uses.TryAdd(file.Namespace!, []);
        foreach (var file in named) Add(file, file.Namespace!);
    }

    /// <summary>Every use, as <c>from -> to</c>.</summary>
    public IEnumerable<string> Uses => _uses.SelectMany(from => from.Value.Select(to => $"{from.Key} -> {to}")).Order();

    /// <summary>A way from a namespace back to itself, as <c>A -> B -> A</c>; null when there is none.</summary>
    public string? FindCircle()
    {
        var done = new HashSet<string>();
        var way = new List<string>();
        return _uses.Keys.Order().Select(Visit).FirstOrDefault(circle => circle is not null);

        string? Visit(string node)
        {
            var at = way.IndexOf(node);
            if (at >= 0) return string.Join(" -> ", way[at..].Append(node));
            if (!done.Add(node)) return null;
            way.Add(node);
            var circle = _uses[node].Order().Select(Visit).FirstOrDefault(found => found is not null);
            way.RemoveAt(way.Count - 1);
            return circle;
        }
    }

    private void Add(SourceFile file, string own)
    {
        var around = Around(own).ToList();
        foreach (var name in file.Usings) Use(own, _uses.ContainsKey(name) ? name : Parent(name)); // a type, where it is static or an alias
        foreach (var name in file.Names)
        {
            // A namespace around this one needs no using: its types are known by their names ...
            var first = name.Split('.')[0];
            if (_namespacesByType[first].Where(around.Contains).MaxBy(n => n.Length) is { } declared) Use(own, declared);
            // ... and the namespaces in it by the rest of theirs.
            for (var prefix = Parent(name); prefix.Length > 0; prefix = Parent(prefix))
                foreach (var scope in around.Append("").Where(scope => Types(Join(scope, prefix)).Contains(name[(prefix.Length + 1)..].Split('.')[0])))
                    Use(own, Join(scope, prefix));
        }
    }

    private void Use(string from, string to)
    {
        if (from != to && _uses.ContainsKey(to)) _uses[from].Add(to);
    }

    private IEnumerable<string> Types(string ns) => _uses.ContainsKey(ns) ? _namespacesByType.Where(type => type.Contains(ns)).Select(type => type.Key) : [];

    private static IEnumerable<string> Around(string ns)
    {
        for (; ns.Length > 0; ns = Parent(ns)) yield return ns;
    }

    private static string Join(string scope, string rest) => scope.Length == 0 ? rest : $"{scope}.{rest}";

    private static string Parent(string name) => name.LastIndexOf('.') is var dot and >= 0 ? name[..dot] : "";
}
