using System.Globalization;
using System.Text;

namespace Fairlead.Edges.Nginx;

/// <summary>
/// Writes the <c>map</c> and <c>geo</c> blocks of a configuration. They are worked out when they are asked for, in whatever order they stand (nginx, ngx_http_map_module). Of a
/// map, values that are equal (in any case!) come first, then the first pattern that matches.
/// </summary>
internal sealed class NginxMaps
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _constants = [];

    /// <summary>A line for people.</summary>
    public void Comment(string text) => _text.Append("\n# ").Append(text).Append('\n');

    /// <summary>A variable that a function of the module works out.</summary>
    public void Script(string name, string function) => _text.Append(CultureInfo.InvariantCulture, $"js_set ${name} {function};\n");

    /// <summary>A variable that stands for others.</summary>
    /// <param name="source">What is looked at; variables in it are filled in.</param>
    /// <param name="name">The variable that it makes, without <c>$</c>.</param>
    /// <param name="entries">From what to what: patterns begin with <c>~</c>, variables in values are filled in.</param>
    public void Map(string source, string name, params IEnumerable<(string From, string To)> entries) => Block($"map {NginxText.Quoted(source)} ${name}", entries);

    /// <summary>The same, looked up anew whenever it is asked for: the redirects inside nginx share their variables.</summary>
    public void FreshMap(string source, string name, IEnumerable<(string From, string To)> entries) => Block($"map {NginxText.Quoted(source)} ${name}", entries, "    volatile;\n");

    /// <summary>A variable that stands for the block that an address is in.</summary>
    /// <param name="address">The variable with the address, without <c>$</c>.</param>
    /// <param name="name">The variable that it makes.</param>
    /// <param name="entries">Blocks and their values; values are taken as they are.</param>
    /// <param name="file">More of them, or null.</param>
    public void Geo(string address, string name, IEnumerable<(string From, string To)> entries, string? file = null) =>
        Block($"geo ${address} ${name}", entries, file is null ? "" : $"    include {file};\n");

    /// <summary>
    /// Text of the policy as part of a value. A <c>$</c> can't be escaped in nginx: such text becomes a variable of its own, by <c>geo</c>, which takes values as they are.
    /// </summary>
    public string Literal(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return text;
        if (!_constants.TryGetValue(text, out var name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"fairlead_text_{_constants.Count}");
            _constants.Add(text, name);
        }
        return $"${{{name}}}";
    }

    /// <summary>All of it.</summary>
    public override string ToString()
    {
        foreach (var (text, name) in _constants.OrderBy(constant => constant.Value, StringComparer.Ordinal)) Geo("remote_addr", name, [("default", text)]);
        _constants.Clear();
        return _text.ToString();
    }

    private void Block(string head, IEnumerable<(string From, string To)> entries, string more = "")
    {
        _text.Append(head).Append(" {\n").Append(more);
        foreach (var (from, to) in entries) _text.Append("    ").Append(from == "default" ? from : NginxText.Quoted(from)).Append(' ').Append(NginxText.Quoted(to)).Append(";\n");
        _text.Append("}\n");
    }
}
