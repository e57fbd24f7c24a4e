using System.Net;
using System.Text;
using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Envoy;

/// <summary>A policy as the configuration of an Envoy (v3 API, 1.28 or later) that asks <c>serve --edge</c>: no address table and no mirror is in it, only what has to go on while nobody answers there.</summary>
public static class EnvoyExport
{
    /// <summary>The files of the export.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="form">How Envoy asks.</param>
    /// <param name="listen">Where Envoy listens.</param>
    /// <param name="edge">Where <c>serve --edge</c> listens, as Envoy reaches it.</param>
    public static IReadOnlyList<EdgeFile> Files(PolicyConfig policy, EnvoyForm form, IPEndPoint listen, IPEndPoint edge)
    {
        var question = EdgeQuestion.Of(policy);
        var filter = form switch
        {
            EnvoyForm.ExtAuthz => ExtAuthzFilter.Of(question, edge),
            _ => LuaFilter.Of(question),
        };
        var text = Bootstrap.Of("The policy is the source: change it there, and export again.", listen, filter, VirtualHosts.Of(policy), EdgeCluster.Of(edge));
        return [new EdgeFile("envoy.yaml", to => to.Write(Encoding.UTF8.GetBytes(text)))];
    }
}
