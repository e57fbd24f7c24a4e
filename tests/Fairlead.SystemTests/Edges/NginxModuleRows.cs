namespace Fairlead.SystemTests.Edges;

/// <summary>Those of nginx with the module.</summary>
public sealed class NginxModuleRows : NginxRows
{
    protected override string[] Flags => ["--assume-present", "--njs"];
}
