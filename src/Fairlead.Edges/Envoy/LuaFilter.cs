using System.Globalization;

namespace Fairlead.Edges.Envoy;

/// <summary>envoy.extensions.filters.http.lua.v3.Lua with the script <c>redirect.lua</c>.</summary>
internal static class LuaFilter
{
    public static string Of(EdgeQuestion question) => $$"""
        name: envoy.filters.http.lua
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
          default_source_code:
            inline_string: |
              {{Yaml.At(6, ScriptOf(question))}}
        """;

    /// <summary>The script, with what it has to know of the policy before it.</summary>
    internal static string ScriptOf(EdgeQuestion question) => $$"""
        local TIMEOUT = {{question.Timeout.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)}} -- ms
        local HEADERS = { {{string.Join(", ", question.Headers.Select(Yaml.Quote))}} }

        {{Script()}}
        """;

    private static string Script()
    {
        using var stream = typeof(LuaFilter).Assembly.GetManifestResourceStream("redirect.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
