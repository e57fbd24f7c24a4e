using Fairlead.Cli;

namespace Fairlead.Tests.Cli;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("a b\u00e4\U0001F600", "a b\u00e4\U0001F600")]
    [InlineData("a\u001b[2J\tb\r\n", "a?[2J?b??")]
    [InlineData("images\u202elmay\u200b.\u2066\ufeff", "images?lmay?.??")]
    [InlineData("\u2028\u0085\ue000\U000E0041", "????")]
    public void Of_WhatIsNotSeen_IsShownAsAQuestionMark(string text, string shown) => TerminalText.Of(text).ShouldBe(shown);
}
