using System.Globalization;

namespace Fairlead.Edges.Nginx;

/// <summary>Text as nginx's configuration takes it.</summary>
internal static class NginxText
{
    /// <summary>
    /// One parameter, whatever is in it: in quotes, of which and of backslashes the configuration's reader takes one layer off (nginx, "Configuration file", ngx_conf_file.c). A
    /// <c>$</c> stays what it is. With quotes and all it can have 4,095 bytes.
    /// </summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <summary>Text as it is, in a regular expression (pcre2pattern, "Backslash"): quoted, but for its backslashes, one of which could end the quotation.</summary>
    public static string InPattern(string text) => $@"\Q{text.Replace(@"\", @"\E\\\Q", StringComparison.Ordinal)}\E";

    /// <summary>A number, as programs read it.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
