namespace Fairlead.SystemTests.Feeds;

/// <summary>A small table of ASNs and countries in the form of ip2asn, and addresses in it. They are real ones: such tables leave out those that are for documentation.</summary>
internal static class AsnTable
{
    /// <summary>In China.</summary>
    public const string InChina = "1.2.4.10";

    /// <summary>In Norway.</summary>
    public const string InNorway = "2.148.0.10";

    /// <summary>In Amazon's AS16509.</summary>
    public const string InAmazon = "52.95.154.10";

    /// <summary>The table.</summary>
    public const string Text = """
        1.2.4.0	1.2.4.255	4134	CN	CHINANET-BACKBONE
        2.148.0.0	2.148.0.255	2119	NO	TELENOR-NEXTEL
        52.95.154.0	52.95.154.255	16509	US	AMAZON-02

        """;
}
