namespace Fairlead.Policy.Requests;

/// <summary>Where the rules lead a request, as far as that can be told before anybody is asked what it holds.</summary>
public enum Course : byte
{
    /// <summary>Nowhere, or to a page for people: rules 2 to 4 and 7.</summary>
    Own,

    /// <summary>To the first candidate that holds it, else on as <see cref="UpstreamIfHeld"/> or <see cref="Upstream"/>: rules 10 to 12.</summary>
    Mirrors,

    /// <summary>To the upstream: rule 6.</summary>
    Upstream,

    /// <summary>To the upstream unless that says that it hasn't got it: then to the signatures' registry. Rule 6.</summary>
    UpstreamIfHeld,

    /// <summary>To the signatures' registry: rule 6.</summary>
    Signatures,

    /// <summary>To the host of the first entry of <c>artifacts</c> that it is below, if there is one: rules 13 and 14.</summary>
    Artifacts,
}
