namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>What the kinds of findings are called.</summary>
public static class AuditKinds
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<AuditKind> All { get; } = Enum.GetValues<AuditKind>();

    /// <summary>The name that scripts read.</summary>
    public static string Name(this AuditKind kind) => kind switch
    {
        AuditKind.Missing => "missing",
        AuditKind.Moved => "moved",
        AuditKind.Extra => "extra",
        _ => "unsigned",
    };
}
