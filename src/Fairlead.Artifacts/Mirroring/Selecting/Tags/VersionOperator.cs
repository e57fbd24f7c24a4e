namespace Fairlead.Artifacts.Mirroring.Selecting.Tags;

/// <summary>How a version has to lie to another one.</summary>
internal enum VersionOperator
{
    Less,
    LessOrEqual,
    Equal,
    GreaterOrEqual,
    Greater,
}
