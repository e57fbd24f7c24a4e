namespace Fairlead.Policy.Requests;

/// <summary>The headers of a request, as far as a policy asks for them: a server's own, or those of a question.</summary>
public interface IRequestHeaders
{
    /// <summary>Every line of the header of this name, in any case, without white space around it; empty when it is not there. Good until the next call.</summary>
    ReadOnlySpan<string?> LinesOf(string name);
}
