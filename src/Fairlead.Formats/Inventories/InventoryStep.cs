namespace Fairlead.Formats.Inventories;

/// <summary>What comes next in an inventory's file.</summary>
internal enum InventoryStep
{
    /// <summary>The header.</summary>
    Header,

    /// <summary>A repository's name.</summary>
    Name,

    /// <summary>How many names the next list has.</summary>
    List,

    /// <summary>The next name of a list.</summary>
    ListItem,

    /// <summary>A blob.</summary>
    Blob,

    /// <summary>The checksum.</summary>
    Hash,

    /// <summary>Nothing.</summary>
    Done,
}
