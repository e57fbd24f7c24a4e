namespace Fairlead.Demo.Registry;

/// <summary>The endpoints (OCI distribution specification 1.1, "Endpoints"), and docker's catalog.</summary>
internal enum RegistryEndpoint
{
    Unknown,
    Base,
    Blob,
    Manifest,
    Tags,
    Referrers,
    Catalog,
    Upload,
}
