using Fairlead.Networks.Lookup;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary>Names of holders as people read them: of ASNs, the organisation's beside the number.</summary>
internal sealed class HolderNames(params AsnNames[] names)
{
    /// <summary>The organisation's name in the first source that has it, harmless to a terminal; or null.</summary>
    public string? OfAsn(uint asn)
    {
        if (asn == 0) return null;
        return names.Select(source => source[asn]).FirstOrDefault(name => !string.IsNullOrEmpty(name)) is { } name ? TerminalText.Of(name) : null;
    }

    /// <summary>A provider's, an autonomous system's or a country's name; of all of a kind together, the kind.</summary>
    public string Of(Holder holder)
    {
        if (holder.Name.Length == 0) return KindsOf(holder.Kind);
        return OfAsn(holder.Asn) is { } name ? $"{holder.Name} {name}" : TerminalText.Of(holder.Name);
    }

    /// <summary>What there are several of in a kind.</summary>
    public static string KindsOf(FactKind kind) => kind switch { FactKind.Network => "providers", FactKind.Asn => "ASNs", _ => "countries" };

    /// <summary>The kind's name in JSON.</summary>
    public static string KeyOf(FactKind kind) => kind switch { FactKind.Network => "network", FactKind.Asn => "asn", _ => "country" };
}
