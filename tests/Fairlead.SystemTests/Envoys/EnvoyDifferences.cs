using Fairlead.SystemTests.Edges;

namespace Fairlead.SystemTests.Envoys;

/// <summary>What Envoy answers otherwise than <c>serve</c> whatever its filters do: rows of <c>docs/edges.md</c>.</summary>
internal static class EnvoyDifferences
{
    /// <summary>A target that doesn't begin with a slash is 404, whatever the method (source/common/http/conn_manager_impl.cc, "Currently we only support relative paths at the application layer").</summary>
    public static bool AreListed(EdgeDifference difference) =>
        !difference.Request.Target.StartsWith('/') && difference.Actual == "404" && difference.Expected is "400" or "405";
}
