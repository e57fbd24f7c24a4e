namespace Fairlead.Tests.Support;

/// <summary>A small table of ASNs and countries, in a file that goes with the test. Addresses are real ones: sources of ASNs leave out those that are for documentation.</summary>
internal sealed class Ip2AsnFile : IDisposable
{
    /// <summary>In China.</summary>
    public const string InChina = "1.2.4.10";

    /// <summary>In Norway.</summary>
    public const string InNorway = "2.148.0.10";

    /// <summary>In Amazon's AS16509.</summary>
    public const string InAmazon = "52.95.154.10";

    /// <summary>In Google's AS15169.</summary>
    public const string InGoogle = "8.8.8.8";

    /// <summary>In Microsoft's AS8075.</summary>
    public const string InMicrosoft = "13.64.0.10";

    private readonly string _path = System.IO.Path.GetTempFileName();

    public Ip2AsnFile() => File.WriteAllText(_path, """
        1.2.4.0	1.2.4.127	4134	CN	CHINANET-BACKBONE
        2.148.0.0	2.148.0.255	2119	NO	TELENOR-NEXTEL
        8.8.8.0	8.8.8.255	15169	US	GOOGLE
        13.64.0.0	13.64.0.255	8075	US	MICROSOFT-CORP-MSN-AS-BLOCK
        52.95.154.0	52.95.154.255	16509	US	AMAZON-02

        """);

    /// <summary>The line of a policy that names it.</summary>
    public string Policy => $"networks: {{feeds: [{{type: ip2asn, file: \"{_path}\"}}]}}\n";

    public void Dispose() => File.Delete(_path);
}
