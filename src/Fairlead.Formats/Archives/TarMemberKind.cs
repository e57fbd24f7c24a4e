namespace Fairlead.Formats.Archives;

/// <summary>What a member of an archive is.</summary>
public enum TarMemberKind
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A hard or symbolic link.</summary>
    Link,

    /// <summary>A device, a pipe, or something that no standard knows.</summary>
    Other,
}
