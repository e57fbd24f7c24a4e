using System.Net;

namespace Fairlead.Artifacts.Registries;

/// <summary>A registry refused, or what it sent can't be used. The message names the registry, what was asked, and what to do where something can be done.</summary>
public sealed class RegistryException(string message, HttpStatusCode? status = null, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>What it answered; null when it didn't, or when the answer was not the trouble.</summary>
    public HttpStatusCode? Status => status;

    /// <summary>Whether it says that there is no such thing.</summary>
    public bool IsNotFound => status == HttpStatusCode.NotFound;

    /// <summary>Whether the same may succeed a little later: no connection, no answer in time, 429, 5xx.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether it says that it lacks what a manifest names (OCI distribution specification 1.1, "Error Codes", MANIFEST_BLOB_UNKNOWN).</summary>
    internal bool IsOfNamed { get; init; }

    /// <summary>How long it asks to be left alone.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
