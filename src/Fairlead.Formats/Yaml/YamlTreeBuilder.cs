using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fairlead.Formats.Yaml;

/// <summary>
/// From YamlDotNet's events to our nodes. Its own document model is of no use here: it stops at the first duplicate key and
/// recurses as deep as the file says. This one recurses to <see cref="YamlReader.MaxDepth"/> and then asks for no more events.
/// </summary>
internal sealed class YamlTreeBuilder
{
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly ProblemList _problems = new();
    private readonly Stack<(char Bracket, Mark At)> _open = new();
    private readonly CancellationToken _cancel;

    public YamlTreeBuilder(string text, CancellationToken cancel)
    {
        _cancel = cancel;
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    public YamlDocument Build()
    {
        YamlNode? root = null;
        try
        {
            root = ReadDocument();
        }
        catch (YamlException e)
        {
            // Of a tab it gives the place of the token before, which may be lines away.
            AddSyntaxError(e.Message.Contains("tab", StringComparison.Ordinal) ? _scanner.CurrentPosition : e.Start, e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 16.3 throws these bare: for a plain text that runs past the line of an open bracket, for an odd tag.
            AddSyntaxError(_scanner.CurrentPosition, "unexpected text");
        }
        return new YamlDocument(root, _problems.InOrder());
    }

    private YamlNode? ReadDocument()
    {
        _parser.MoveNext(); // the stream's start
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart)
        {
            _problems.Add(1, 1, "the file is empty");
            return null;
        }
        _parser.MoveNext();
        var root = ReadNode(1);
        if (root is null) return null;

        _parser.MoveNext(); // past the document's end
        if (_parser.Current is DocumentStart second) Add(second.Start, "a second document begins here: one file holds one document");
        return root;
    }

    /// <summary>Reads the node that the current event begins, and goes on to the event behind it; null when there's no going on.</summary>
    private YamlNode? ReadNode(int depth)
    {
        _cancel.ThrowIfCancellationRequested();
        var current = _parser.Current!;
        var (line, column) = Place(current.Start);
        if (current is NodeEvent node) RefuseProperties(node);
        switch (current)
        {
            case Scalar scalar:
                _parser.MoveNext();
                return new YamlScalar(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case AnchorAlias alias:
                Add(alias.Start, $"aliases such as {Quoted.Text("*" + alias.Value)} are not supported: write the value out");
                _parser.MoveNext();
                return new YamlInvalid(line, column);
            case SequenceStart or MappingStart when depth > YamlReader.MaxDepth:
                Add(current.Start, $"nested deeper than {YamlReader.MaxDepth} levels");
                return null;
            case SequenceStart sequence:
                return ReadSequence(sequence, depth);
            case MappingStart mapping:
                return ReadMapping(mapping, depth);
            default:
                throw new InvalidOperationException(); // the parser's grammar has no other event here
        }
    }

    private YamlSequence? ReadSequence(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        var isFlow = start.Style == SequenceStyle.Flow;
        if (isFlow) _open.Push(('[', start.Start));
        _parser.MoveNext();
        while (_parser.Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is not { } item) return null;
            items.Add(item);
        }
        if (isFlow) _open.Pop();
        _parser.MoveNext();
        var (line, column) = Place(start.Start);
        return new YamlSequence(line, column, items);
    }

    private YamlMapping? ReadMapping(MappingStart start, int depth)
    {
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var isFlow = start.Style == MappingStyle.Flow;
        if (isFlow) _open.Push(('{', start.Start));
        _parser.MoveNext();
        while (_parser.Current is not MappingEnd)
        {
            var at = _parser.Current!.Start;
            if (ReadNode(depth + 1) is not { } key || ReadNode(depth + 1) is not { } value) return null;
            if (key is not YamlScalar name)
            {
                if (key is not YamlInvalid) Add(at, "a key must be a text, not a list or a mapping");
            }
            else if (lines.TryAdd(name.Text, name.Line)) entries.Add(new YamlEntry(name, value));
            else Add(at, $"{Quoted.Text(name.Text)} is set twice, first in line {lines[name.Text]}: remove one");
        }
        if (isFlow) _open.Pop();
        _parser.MoveNext();
        var (line, column) = Place(start.Start);
        return new YamlMapping(line, column, entries);
    }

    private void RefuseProperties(NodeEvent node)
    {
        // "?" is what the parser calls having none.
        if (!node.Tag.IsEmpty && node.Tag.Value != "?") Add(node.Start, "tags such as '!!str' are not supported: remove it");
        if (!node.Anchor.IsEmpty) Add(node.Start, $"anchors such as {Quoted.Text("&" + node.Anchor.Value)} are not supported: remove it");
    }

    private void AddSyntaxError(Mark at, string message)
    {
        var text = char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
        var hint = _open.TryPeek(out var open) ? $" (the '{open.Bracket}' at {open.At.Line}:{open.At.Column} is open)" : "";
        Add(at, $"not valid YAML: {text}{hint}");
    }

    private void Add(Mark at, string message)
    {
        var (line, column) = Place(at);
        _problems.Add(line, column, message);
    }

    private static (int Line, int Column) Place(Mark mark) => ((int)mark.Line, (int)mark.Column);
}
