using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Simulation;

/// <summary>Where requests go: a mirror of a policy, a host that it sends clients to, or whoever a log says served. There is one instance of each, so that two are told apart by reference.</summary>
/// <param name="name">As results name it: unique.</param>
/// <param name="backend">As prices know it.</param>
internal sealed class Destination(string name, Backend backend)
{
    /// <summary>As results name it.</summary>
    public string Name => name;

    /// <summary>Whose it is and where. Its name is not the destination's where two policies mean different places by one name.</summary>
    public Backend Backend => backend;
}
