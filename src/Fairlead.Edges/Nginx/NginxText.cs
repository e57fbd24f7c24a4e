namespace Fairlead.Edges.Nginx;

/// <summary>Text as nginx's configuration takes it.</summary>
internal static class NginxText
{
    /// <summary>One parameter, whatever is in it: in quotes, of which and of backslashes the configuration's reader takes one layer off (nginx, "Configuration file", ngx_conf_file.c). A <c>$</c> stays what it is.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Text as it is, in a regular expression (pcre2pattern, "Backslash"). What a policy gives holds no backslash.</summary>
    public static string InPattern(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? throw new ArgumentException("a backslash", nameof(text))
        : $"\\Q{text}\\E";
}
