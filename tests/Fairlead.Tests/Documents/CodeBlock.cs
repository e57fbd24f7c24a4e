namespace Fairlead.Tests.Documents;

/// <summary>A fenced block of code in a Markdown document.</summary>
/// <param name="Section">The heading of the second level that it stands under; empty above the first.</param>
/// <param name="Before">The last line of text before it; empty where there is none after the block before.</param>
/// <param name="Language">What is written at its opening fence.</param>
/// <param name="Text">Its lines.</param>
internal sealed record CodeBlock(string Section, string Before, string Language, string Text);
