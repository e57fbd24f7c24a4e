using System.Text.Json;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>One object in a list of a plan's file: its fields, and what they have to be. Texts that come again are one. For one plan.</summary>
internal sealed class PlanItem
{
    private static readonly string[] s_ofEdges = ["image", "digest", "tag", "from", "to", "action", "was", "reason"];
    private static readonly string[] s_ofAttachments = ["image", "digest", "tag", "from", "to"];
    private static readonly string[] s_ofFailures = ["repository", "edges", "message"];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RegistryRoot> _roots = new(StringComparer.Ordinal);
    private readonly string?[] _values = new string?[s_ofEdges.Length];
    private string[] _fields = s_ofEdges;
    private long _number;
    private int _seen;
    private int _field;

    /// <summary>Begins an object of a list.</summary>
    public void Begin(string list)
    {
        _fields = list switch { "attachments" => s_ofAttachments, "failures" => s_ofFailures, _ => s_ofEdges };
        _seen = 0;
        Array.Clear(_values);
    }

    /// <summary>Takes a field's name, or its value.</summary>
    public void Take(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            _field = Array.IndexOf(_fields, name);
            if (_field < 0) throw new FormatException($"{Quoted.Text(name)} is not a key here: there are {string.Join(", ", _fields)}");
            if ((_seen & (1 << _field)) != 0) throw new FormatException($"'{name}' is set twice");
            _seen |= 1 << _field;
        }
        else if (_fields[_field] == "edges")
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out _number) || _number < 0) throw new FormatException("'edges' of a failure must be a whole number");
        }
        else if (json.TokenType == JsonTokenType.String)
        {
            _values[_field] = json.GetString();
        }
        else if (json.TokenType != JsonTokenType.Null || _fields[_field] != "tag" || _fields != s_ofEdges)
        {
            throw new FormatException($"'{_fields[_field]}' must be a text");
        }
    }

    /// <summary>The object as an edge.</summary>
    public PlanEdge Edge()
    {
        Require(s_ofEdges.Length - 2);
        var (from, to, image) = (Root(3), Root(4), Image(Root(4), Root(3)));
        if (from == to) throw new FormatException($"{Quoted.Text(to.Name)} is both 'from' and 'to'");
        var action = EdgeActionWords.Find(_values[5]) ?? throw new FormatException($"'action' must be one of {string.Join(", ", EdgeActionWords.All)}, not {Quoted.Text(_values[5]!)}");
        var edge = new PlanEdge(image, Digest(1), _values[2] is null ? null : Tag(), from, to, action)
        {
            Was = _values[6] is null ? null : Digest(6),
            Reason = _values[7] is null ? null : Line(7),
        };
        if ((action == EdgeAction.TagMove) != (edge.Was is not null || edge.Reason is not null)) throw new FormatException("'was' or 'reason' belong to a tag-move, and to nothing else");
        if (edge.Was is not null && edge.Tag is null) throw new FormatException("'was' belongs to a tag, and there is none");
        if (edge.Was == edge.Digest && edge.Reason is null) throw new FormatException("'was' is the digest itself: then nothing is moved");
        return edge;
    }

    /// <summary>The object as an attachment.</summary>
    public PlanAttachment Attachment()
    {
        Require(s_ofAttachments.Length);
        var (from, to, tag) = (Root(3), Root(4), Tag());
        if (from == to) throw new FormatException($"{Quoted.Text(to.Name)} is both 'from' and 'to'");
        if (Holdings.AttachedName.Of(tag) is null) throw new FormatException($"{Quoted.Text(tag)} is no tag of an attachment: sha256-HEX.sig and the like are");
        return new PlanAttachment(Image(to, from), Digest(1), tag, from, to);
    }

    /// <summary>The object as a failure.</summary>
    public PlanFailure Failure()
    {
        Require(s_ofFailures.Length);
        return new PlanFailure(Line(0), _number, Line(2));
    }

    private void Require(int fields)
    {
        for (var i = 0; i < fields; i++)
            if ((_seen & (1 << i)) == 0) throw new FormatException($"'{_fields[i]}' is missing");
    }

    private Digest Digest(int field) => Formats.Oci.Digest.TryParse(_values[field], out var digest)
        ? digest
        : throw new FormatException($"'{_fields[field]}' {DigestText.Problem(_values[field]!)}");

    private string Tag() => TagName.IsValid(_values[2]) ? Shared(_values[2]!) : throw new FormatException($"{Quoted.Text(_values[2]!)} is no tag");

    private RegistryRoot Root(int field)
    {
        var name = _values[field]!;
        if (_roots.TryGetValue(name, out var known)) return known;
        return RegistryRoot.TryParse(name, out var root, out var problem) ? _roots[name] = root : throw new FormatException($"'{_fields[field]}': {problem}");
    }

    private string Image(RegistryRoot to, RegistryRoot from)
    {
        var name = _values[0]!;
        if (RepositoryName.IsValid(name) && RepositoryName.IsValid(to.RepositoryOf(name)) && RepositoryName.IsValid(from.RepositoryOf(name))) return Shared(name);
        throw new FormatException($"{Quoted.Text(name)} is no name of an image");
    }

    private string Line(int field)
    {
        var text = _values[field]!;
        if (text.Length <= PlanFile.MaxTextLength && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c))) return Shared(text);
        throw new FormatException($"'{_fields[field]}' is longer than a line should be, or holds control characters: {Quoted.Text(text)}");
    }

    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out var known)) return known;
        return _texts[text] = text;
    }
}
