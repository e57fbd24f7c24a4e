using System.Globalization;

namespace Fairlead.Edges.Envoy;

/// <summary>
/// envoy.extensions.filters.http.lua.v3.Lua with the script <c>redirect.lua</c>. A script that fails lets its request go on (source/extensions/filters/http/lua/lua_filter.cc, <c>scriptError</c>), and a call that
/// fails gives it a 503 (<c>StreamHandleWrapper::onFailure</c>): either way to the routes. Its calls carry <c>x-envoy-internal</c>, and Envoy's own address behind <c>X-Forwarded-For</c>
/// (source/common/http/async_client_impl.cc), so the script sends that under a name of its own.
/// </summary>
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
        local HEADERS = { {{string.Join(", ", question.Headers.Except([EdgeQuestion.ForwardedFor]).Select(Yaml.Quote))}} }

        {{Script()}}
        """;

    private static string Script()
    {
        using var stream = typeof(LuaFilter).Assembly.GetManifestResourceStream("redirect.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
