namespace Fairlead.Policy.Loading;

/// <summary>Something wrong with a policy file, at its place. Lines and columns count from 1; 0 when it is of the whole file.</summary>
public sealed record Problem(Severity Severity, string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: error: message</c>, as compilers print it.</summary>
    public override string ToString() =>
        $"{File}{(Line > 0 ? $":{Line}:{Column}" : "")}: {(Severity == Severity.Error ? "error" : "warning")}: {Message}";
}
