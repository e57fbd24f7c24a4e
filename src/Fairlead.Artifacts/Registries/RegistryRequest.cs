namespace Fairlead.Artifacts.Registries;

/// <summary>Something that is asked of a registry.</summary>
/// <param name="Method">How.</param>
/// <param name="Url">Of the registry's own origin; of an upload, where the registry says.</param>
/// <param name="Scope">What a token has to be good for.</param>
internal sealed record RegistryRequest(HttpMethod Method, Uri Url, TokenScope Scope)
{
    /// <summary>Media types that will do; null: any.</summary>
    public string? Accept { get; init; }

    /// <summary>The first byte wanted; 0: all of it, without a Range.</summary>
    public long From { get; init; }

    /// <summary>What is sent along; made anew for each try. Null: nothing.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Whether <see cref="Content"/> may be called more than once.</summary>
    public bool CanRepeat { get; init; } = true;

    /// <summary>Whether it is a part of a push, though its method may be one that reads.</summary>
    public bool IsPush { get; init; } = Method != HttpMethod.Get && Method != HttpMethod.Head;

    /// <summary>For messages: method and path, without the query, which may hold what is nobody's business.</summary>
    public override string ToString() => $"{Method} {Url.AbsolutePath}";
}
