using System.Text;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Promotion.Editing;

/// <summary>A list of images in one of the many ways in which YAML lets people write it: indentation, quotes, brackets, comments, blank lines, line ends.</summary>
internal sealed class RandomImages
{
    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly string _break;
    private readonly string _dash;
    private readonly string _gap;
    private readonly string _below;
    private readonly bool _hasComments;

    public RandomImages(int seed)
    {
        _random = new Random(seed);
        _break = Pick("\n", "\n", "\r\n", "\r");
        (_dash, _gap) = (new string(' ', _random.Next(3)), new string(' ', _random.Next(1, 4)));
        _below = new string(' ', _random.Next(1, 5));
        _hasComments = _random.Next(2) == 0;
        if (_random.Next(10) == 0) _text.Append('\uFEFF');
        if (_random.Next(3) == 0) _text.Append("# the images of a team").Append(_break);
        IsWhole = _random.Next(4) == 0;
        if (IsWhole) _text.Append($"registries:{_break}- {{name: x.io, src: true}}{_break}{_dash}images:".Replace($"{_break}{_dash}images", $"{_break}images", StringComparison.Ordinal));

        Names = [.. Enumerable.Range(0, _random.Next(4)).Select(i => $"{Pick("app", "tool", "z", "b/c")}{i}")];
        if (_random.Next(2) == 0) Names.Sort(StringComparer.Ordinal);
        if (Names.Count == 0) _text.Append(IsWhole ? " []" : "[]");
        else if (IsWhole) _text.Append(_break);
        foreach (var name in Names) AddImage(name);
        if (_random.Next(3) > 0 && !EndsLine()) _text.Append(_break);
        if (_random.Next(4) == 0 && EndsLine()) _text.Append("# the end");
    }

    /// <summary>The file.</summary>
    public string Text => _text.ToString();

    /// <summary>Whether it has its registries with it.</summary>
    public bool IsWhole { get; }

    /// <summary>Its images.</summary>
    public List<string> Names { get; }

    /// <summary>One of a few digests.</summary>
    public static Digest DigestOf(int i) => Digest.Of([(byte)i]);

    private void AddImage(string name)
    {
        if (_text.Length > 0 && !EndsLine()) _text.Append(_break);
        if (_random.Next(5) == 0) _text.Append(_break);
        if (_random.Next(6) == 0)
        {
            _text.Append($"{_dash}-{_gap}{{name: {Quoted(name)}, dmap: {Flow()}}}");
            return;
        }
        var indent = _dash + " " + _gap;
        var nameFirst = _random.Next(4) > 0;
        _text.Append($"{_dash}-{_gap}");
        if (nameFirst) _text.Append($"{Key("name")}: {Quoted(name)}{Comment()}{_break}{indent}");
        _text.Append($"{Key("dmap")}:");
        if (_random.Next(4) == 0) _text.Append(' ').Append(Flow());
        else AddDigests(indent + _below);
        if (!nameFirst) _text.Append($"{(EndsLine() ? "" : _break)}{indent}{Key("name")}: {Quoted(name)}");
        _text.Append(Comment());
    }

    private void AddDigests(string indent)
    {
        foreach (var i in Some(1))
        {
            _text.Append(Comment()).Append(_break);
            if (_hasComments && _random.Next(5) == 0) _text.Append($"{indent}# of {i}{_break}");
            _text.Append($"{indent}{Quoted(DigestOf(i).ToString())}:");
            var tags = Tags(i);
            if (tags.Count == 0 || _random.Next(2) == 0) _text.Append(' ').Append(tags.Count > 0 && _random.Next(3) == 0 ? Lines(tags, indent) : FlowTags(tags));
            else
            {
                var dash = new string(' ', _random.Next(3));
                foreach (var tag in tags) _text.Append($"{Comment()}{_break}{indent}{dash}- {Quoted(tag)}");
            }
        }
    }

    private string Lines(List<string> tags, string indent) =>
        $"[{_break}{string.Join($",{Comment()}{_break}", tags.Select(tag => $"{indent}  {Quoted(tag)}"))}{Pick("", ",")}{Comment()}{_break}{indent}]";

    private string Flow() => $"{{{string.Join(Pick(", ", ","), Some(0).Select(i => $"\"{DigestOf(i)}\": {FlowTags(Tags(i))}"))}}}";

    private string FlowTags(List<string> tags)
    {
        var blank = Pick("", "", " ");
        return $"[{blank}{string.Join(Pick(", ", ","), tags.Select(Quoted))}{blank}]";
    }

    private List<string> Tags(int digest) => [.. Enumerable.Range(0, _random.Next(4)).Select(i => $"{Pick("v", "")}{digest}.{i}")];

    private IEnumerable<int> Some(int least) => Enumerable.Range(0, 5).OrderBy(_ => _random.Next()).Take(_random.Next(least, 4)).ToList();

    private string Comment() => _hasComments && _random.Next(4) == 0 ? Pick(" # why", "  # [not, this]", " # - \"nor this") : "";

    private string Key(string key) => Pick(key, key, $"\"{key}\"");

    private string Quoted(string text) => Pick(text, $"\"{text}\"", $"'{text}'");

    private bool EndsLine() => _text.Length == 0 || _text[^1] is '\n' or '\r';

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
