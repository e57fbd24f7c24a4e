namespace Fairlead.Networks.Feeds;

/// <summary>Types of MRT records that matter here: RFC 6396 section 4.</summary>
internal static class MrtType
{
    public const int TableDump = 12;
    public const int TableDumpV2 = 13;
}
