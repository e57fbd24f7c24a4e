using System.CommandLine;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Cli;

/// <summary>An option that takes a size: <c>500MB</c>, <c>20GiB</c>.</summary>
internal static class SizeOption
{
    public static Option<long?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (SizeText.TryParse(text, out var bytes) && bytes > 0) return bytes;
            result.AddError($"{name}: '{TerminalText.Of(text)}' is not a size; write 500MB or 20GiB");
            return null;
        },
    };
}
