namespace Fairlead.Artifacts.Probing;

/// <summary>What a client asks the redirector for, and then whoever it is led to.</summary>
/// <param name="Repository">The repository; valid. A token that anybody is given is asked for in its name.</param>
/// <param name="Path">The path at the redirector.</param>
/// <param name="Method">HEAD or GET.</param>
internal sealed record PullQuestion(string Repository, string Path, HttpMethod Method)
{
    /// <summary>A part of it; null: all.</summary>
    public ByteRange? Range { get; init; }

    /// <summary>The kinds that the client can read, as <c>Accept</c>; null: that is not said.</summary>
    public string? Accept { get; init; }
}
