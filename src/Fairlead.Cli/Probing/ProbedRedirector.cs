namespace Fairlead.Cli.Probing;

/// <summary>A redirector that is probed.</summary>
/// <param name="Url">Scheme, host and port.</param>
/// <param name="Admin">Its admin port, which is asked for rules; null: it is not asked.</param>
internal sealed record ProbedRedirector(Uri Url, Uri? Admin)
{
    /// <summary>As it is written.</summary>
    public override string ToString() => Url.GetLeftPart(UriPartial.Authority);
}
