namespace Fairlead.Networks.Feeds;

/// <summary>Why something of an MRT file is left out; what the thing is depends on the reason.</summary>
internal enum MrtDrop
{
    /// <summary>A record that says nothing of unicast routes: another type or subtype.</summary>
    OtherRecord,

    /// <summary>A prefix of every address.</summary>
    DefaultRoute,

    /// <summary>A prefix of <see cref="Addresses.Bogons"/>.</summary>
    BogonPrefix,

    /// <summary>A prefix of which no path that is not left out tells the origin.</summary>
    NoOrigin,

    /// <summary>A path that ends in one of <see cref="Addresses.ReservedAsns"/>.</summary>
    ReservedAsn,

    /// <summary>A path that ends in a set of several ASNs.</summary>
    AsSet,

    /// <summary>A path that ends in no ASN that the file tells.</summary>
    NoAsn,
}
