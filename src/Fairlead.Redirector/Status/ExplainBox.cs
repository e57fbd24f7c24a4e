using Fairlead.Redirector.Explaining;

namespace Fairlead.Redirector.Status;

/// <summary>What somebody asked in the box, and what came of it.</summary>
/// <param name="Address">As it was written.</param>
/// <param name="Path">As it was written.</param>
/// <param name="Host">As it was written; empty for none.</param>
/// <param name="Explanation">The answer; null when nothing was asked, or nothing that has an answer.</param>
/// <param name="Problem">What is wrong with the question; null when nothing is.</param>
internal sealed record ExplainBox(string Address, string Path, string Host, Explanation? Explanation, string? Problem)
{
    /// <summary>Whether anything was asked.</summary>
    public bool IsAsked => Address.Length + Path.Length > 0;
}
