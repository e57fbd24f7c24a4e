using Fairlead.Formats.Oci;

namespace Fairlead.Policy.Requests;

/// <summary>
/// A request target, read once from its raw form and never decoded: what it asks for, and its parts as spans of the target.
/// Every character of a target that is not <see cref="PathKind.Refused"/> is safe in a header (request rule 7; OCI distribution
/// specification 1.1, "Endpoints").
/// </summary>
public readonly struct RegistryPath
{
    private const string ApiRoot = "/v2/";
    private readonly int _pathLength;
    private readonly int _nameLength;

    private RegistryPath(string target, int pathLength, PathKind kind, int nameLength = 0, Digest digest = default) =>
        (Target, _pathLength, Kind, _nameLength, Digest) = (target, pathLength, kind, nameLength, digest);

    /// <summary>The raw target, as it came.</summary>
    public string Target { get; }

    /// <summary>What it asks for.</summary>
    public PathKind Kind { get; }

    /// <summary>The digest that a blob or a manifest is asked for by; else the default.</summary>
    public Digest Digest { get; }

    /// <summary>The path, without the query.</summary>
    public ReadOnlySpan<char> Path => Target.AsSpan(0, _pathLength);

    /// <summary>The query without its question mark; empty when there is none.</summary>
    public ReadOnlySpan<char> Query => _pathLength < Target.Length ? Target.AsSpan(_pathLength + 1) : default;

    /// <summary>The repository, for blobs and manifests by digest; else empty.</summary>
    public ReadOnlySpan<char> Repository => Target.AsSpan(_nameLength == 0 ? 0 : ApiRoot.Length, _nameLength);

    /// <summary>What follows <c>/v2/</c> in the path; empty when the path is not under it.</summary>
    public ReadOnlySpan<char> AfterApiRoot => IsApi && _pathLength > ApiRoot.Length ? Target.AsSpan(ApiRoot.Length, _pathLength - ApiRoot.Length) : default;

    /// <summary>Whether it is under <c>/v2/</c>, where errors are the OCI JSON body. True of refused targets that begin so, too.</summary>
    public bool IsApi => Target.StartsWith(ApiRoot, StringComparison.Ordinal) || Path is "/v2";

    /// <summary>Reads a raw request target.</summary>
    public static RegistryPath Parse(string target)
    {
        var question = target.IndexOf('?');
        var pathLength = question < 0 ? target.Length : question;
        var path = target.AsSpan(0, pathLength);
        if (!TargetSyntax.IsSafePath(path) || (question >= 0 && !TargetSyntax.IsSafeQuery(target.AsSpan(question + 1))))
            return new(target, pathLength, PathKind.Refused);

        if (!path.StartsWith(ApiRoot, StringComparison.Ordinal))
            return new(target, pathLength, KindOutsideApi(path));

        return ParseApi(target, path);
    }

    private static PathKind KindOutsideApi(ReadOnlySpan<char> path) => path switch
    {
        "/" => PathKind.Root,
        "/privacy" => PathKind.Privacy,
        "/v2" => PathKind.Ping,
        "/v1" => PathKind.V1,
        _ => path.StartsWith("/v1/", StringComparison.Ordinal) ? PathKind.V1 : PathKind.Other,
    };

    private static RegistryPath ParseApi(string target, ReadOnlySpan<char> path)
    {
        var rest = path[ApiRoot.Length..];
        if (rest.IsEmpty) return new(target, path.Length, PathKind.Ping);
        if (rest[^1] == '/') return new(target, path.Length, PathKind.Refused);
        if (rest is "_catalog") return new(target, path.Length, PathKind.Catalog);

        // <name>/<collection>/<reference>, read from the right, because a name may hold any of these words.
        var slash = rest.LastIndexOf('/');
        if (slash > 0)
        {
            var reference = rest[(slash + 1)..];
            var before = rest[..slash];
            if (before.EndsWith("/blobs", StringComparison.Ordinal))
            {
                var name = before[..^"/blobs".Length];
                if (TargetSyntax.TryParseDigest(reference, out var digest) && RepositoryName.IsValid(name))
                    return new(target, path.Length, PathKind.Blob, name.Length, digest);
            }
            else if (before.EndsWith("/manifests", StringComparison.Ordinal))
            {
                var name = before[..^"/manifests".Length];
                if (TargetSyntax.TryParseDigest(reference, out var digest) && RepositoryName.IsValid(name))
                    return new(target, path.Length, PathKind.ManifestByDigest, name.Length, digest);
                if (TargetSyntax.IsSignatureTag(reference))
                    return new(target, path.Length, PathKind.Signature);
            }
            else if (before.EndsWith("/referrers", StringComparison.Ordinal))
            {
                return new(target, path.Length, PathKind.Signature);
            }
        }
        return new(target, path.Length, PathKind.Registry);
    }
}
