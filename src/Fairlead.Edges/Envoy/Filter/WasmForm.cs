using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fairlead.Edges.Plans;

namespace Fairlead.Edges.Envoy.Filter;

/// <summary>Envoy with a Proxy-Wasm filter that holds the plan and answers by itself: <c>envoy.yaml</c>, and the filter beside it.</summary>
public static class WasmForm
{
    private const string FilterName = "fairlead.wasm";
    private const string Intro = "Export again when the policy or its feeds change. Start Envoy in this folder, from where it finds the filter: envoy -c envoy.yaml";

    /// <summary>The files.</summary>
    /// <param name="plan">What is answered.</param>
    /// <param name="listen">Where Envoy listens.</param>
    public static IReadOnlyList<EdgeFile> Files(EdgePlan plan, IPEndPoint listen)
    {
        var yaml = Bootstrap.Of(Intro, listen, FilterOf(FilterConfiguration.Of(plan)), """- {name: fairlead, domains: ["*"]}""", cluster: null);
        return [new("envoy.yaml", to => to.Write(Encoding.ASCII.GetBytes(yaml))), new(FilterName, WriteFilter)];
    }

    private static void WriteFilter(Stream to)
    {
        using var filter = typeof(WasmForm).Assembly.GetManifestResourceStream("Fairlead.Edges.Envoy.Filter.fairlead.wasm")!;
        filter.CopyTo(to);
    }

    /// <summary>
    /// envoy.extensions.filters.http.wasm.v3.Wasm. Of a <c>BytesValue</c> the filter is handed the value itself ("passed directly without the wrapper": envoy.extensions.wasm.v3.PluginConfig,
    /// <c>configuration</c>; source/extensions/common/wasm, <c>anyToBytes</c>). Without <c>fail_open</c> a filter that fails is a 503, and one that refuses its configuration keeps Envoy from starting.
    /// </summary>
    private static string FilterOf(byte[] configuration) => $$$"""
        name: envoy.filters.http.wasm
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
          config:
            name: fairlead
            vm_config:
              vm_id: fairlead-{{{Convert.ToHexStringLower(SHA256.HashData(configuration))[..16]}}} # of the policy: each has a VM of its own
              runtime: envoy.wasm.runtime.v8
              code: {local: {filename: {{{FilterName}}}}}
            configuration:
              "@type": type.googleapis.com/google.protobuf.BytesValue
              value: "{{{Convert.ToBase64String(configuration)}}}"
        """;
}
