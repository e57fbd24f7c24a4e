using Fairlead.Redirector.Explaining;

namespace Fairlead.Redirector.Status;

/// <summary>What somebody asked in the box, as it was written there, and what came of it.</summary>
/// <param name="Address">The client's address.</param>
/// <param name="Path">What it asks for.</param>
/// <param name="Host">The host that it asks; empty: any.</param>
/// <param name="Header">A header that it sends, <c>Name: value</c>; empty: none.</param>
internal sealed record ExplainBox(string Address, string Path, string Host, string Header)
{
    /// <summary>Whether anything was asked.</summary>
    public bool IsAsked => Address.Length + Path.Length > 0;

    /// <summary>The answer; null when nothing was asked, or nothing that has an answer.</summary>
    public Explanation? Explanation { get; set; }

    /// <summary>What is wrong with the question; null when nothing is.</summary>
    public string? Problem { get; set; }
}
