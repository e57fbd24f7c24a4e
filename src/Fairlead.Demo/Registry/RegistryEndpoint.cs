namespace Fairlead.Demo.Registry;

/// <summary>The pull side's endpoints (OCI distribution specification 1.1, "Endpoints").</summary>
internal enum RegistryEndpoint
{
    Unknown,
    Base,
    Blob,
    Manifest,
    Tags,
    Referrers,
}
