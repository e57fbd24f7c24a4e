namespace Fairlead.Traffic.Cells;

/// <summary>The names that <see cref="CellKey"/>s are numbers of. Number 0 is "" (or null, or ASN 0): not known. For one thread while names are added.</summary>
public sealed class CellNames
{
    /// <summary>What a name is replaced by when there are more than a key has numbers for; and what small cells are folded into.</summary>
    public const string Other = "other";

    /// <summary>Who served.</summary>
    public NameList Backends { get; } = new(CellKey.MostNames);

    /// <summary>Who pays for clients.</summary>
    public NameList Providers { get; } = new(CellKey.MostNames);

    /// <summary>Where clients are.</summary>
    public NameList Regions { get; } = new(CellKey.MostNames);

    /// <summary>Countries of clients.</summary>
    public NameList Countries { get; } = new(1 << 10);

    /// <summary>Repositories, and folders of release files.</summary>
    public NameList Images { get; } = new(CellKey.MostImages);

    /// <summary>Autonomous systems of clients.</summary>
    public AsnList Asns { get; } = new();

    /// <summary>Of each backend, by its number in <see cref="Backends"/>, whose it is and where it stands.</summary>
    public Backend BackendOf(int number) => throw new NotImplementedException();

    /// <summary>Number of a backend, which is added with what is known of it.</summary>
    public int Add(Backend backend) => throw new NotImplementedException();
}
