namespace Fairlead.Artifacts.Stores;

/// <summary>A request to S3 without a body, or with one that can be sent again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">Escaped as it is signed.</param>
/// <param name="Doing">For messages, as <c>listing</c>.</param>
/// <param name="Permission">What it needs, as <c>s3:ListBucket</c>.</param>
internal sealed record S3Call(HttpMethod Method, Uri Url, string Doing, string Permission)
{
    /// <summary>Headers beside those of the signature.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>SHA-256 of the body in hex, where it is known.</summary>
    public string? BodyHash { get; init; }

    /// <summary>What the object is served as.</summary>
    public string? ContentType { get; init; }

    /// <summary>Statuses that are answers and no failures.</summary>
    public IReadOnlyList<int> MayAnswer { get; init; } = [];

    /// <summary>Whether 404 is an answer and no failure.</summary>
    public bool MayBeMissing { get; init; }
}
