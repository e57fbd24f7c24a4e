namespace Fairlead.Formats.Archives;

/// <summary>A member of an archive. Its name is as the archive has it: it may be absolute, lead upwards, and hold any character.</summary>
public readonly record struct TarMember(string Name, TarMemberKind Kind, long Size);
