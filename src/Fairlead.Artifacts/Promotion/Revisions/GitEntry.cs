namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>An entry of a tree.</summary>
/// <param name="Mode">As git has it: <c>100644</c>, <c>040000</c> and so on.</param>
/// <param name="Id">Of its object.</param>
/// <param name="Size">Bytes of a file; else 0.</param>
/// <param name="Path">Below the tree that was listed.</param>
internal sealed record GitEntry(string Mode, string Id, long Size, string Path)
{
    /// <summary>Whether it is a folder.</summary>
    public bool IsTree => Mode == "040000";

    /// <summary>Whether it is a plain file.</summary>
    public bool IsFile => Mode is "100644" or "100755" or "100664"; // the last one from histories of git's first year

    /// <summary>What is wrong with it for us; null where nothing is.</summary>
    public string? Problem => Mode switch
    {
        "120000" => "it is a symbolic link, and those are not followed: put the file itself there",
        "160000" => "it is a submodule, and those are not looked into: put the files themselves there",
        _ when !IsTree && !IsFile => "it is neither a file nor a folder",
        _ when Path.Any(char.IsControl) => "its name has control characters",
        _ when Path.Split('/').Any(part => part is "" or "." or "..") => "its name leads elsewhere",
        _ => null,
    };
}
