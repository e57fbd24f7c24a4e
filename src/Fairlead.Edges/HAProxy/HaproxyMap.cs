using System.Text;
using Fairlead.Edges.Plans;

namespace Fairlead.Edges.HAProxy;

/// <summary>
/// Map files (HAProxy configuration manual, <c>map</c>): a key, a space, a value to the end of the line; lists are keys alone. What a policy says gets into these and not into the configuration, so
/// that no text of it can be taken for a directive.
/// </summary>
internal static class HaproxyMap
{
    /// <summary>A file of these lines. Neither keys nor values have spaces in them: they are numbers, prefixes, hosts and URLs.</summary>
    public static EdgeFile Of(string name, IEnumerable<(string Key, string Value)> lines) => new(name, to =>
    {
        using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        foreach (var (key, value) in lines)
        {
            text.Write(key);
            if (value.Length > 0) text.Write(' ');
            text.WriteLine(value);
        }
    });
}
