namespace Fairlead.Artifacts.Probing;

/// <summary>What is at the end of the redirects. The caller disposes of it.</summary>
/// <param name="Response">The answer, its body not read yet.</param>
/// <param name="Url">Where it came from.</param>
/// <param name="Via">Hosts that only sent on, the redirector not among them.</param>
internal sealed record EndAnswer(HttpResponseMessage Response, Uri Url, IReadOnlyList<string> Via) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Response.Dispose();
}
