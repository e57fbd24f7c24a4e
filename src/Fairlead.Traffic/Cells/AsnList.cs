namespace Fairlead.Traffic.Cells;

/// <summary>Distinct ASNs under numbers from 1 up, with their organisations' names; 0 is ASN 0, not known.</summary>
public sealed class AsnList
{
    /// <summary>How many numbers there are, 0 included.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>The ASN of a number, and its name; null where no source has one.</summary>
    public (uint Asn, string? Name) this[int number] => throw new NotImplementedException();

    /// <summary>Its number, given now if it has none.</summary>
    public int Add(uint asn, string? name) => throw new NotImplementedException();

    /// <summary>Whether it has a number already.</summary>
    public bool TryFind(uint asn, out int number) => throw new NotImplementedException();
}
