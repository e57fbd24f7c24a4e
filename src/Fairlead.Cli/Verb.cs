using System.CommandLine;

namespace Fairlead.Cli;

/// <summary>A command whose own help says more than the list of commands does: details and examples.</summary>
internal sealed class Verb(string name, string summary, string details) : Command(name, summary)
{
    /// <summary>What stands below the options in the verb's own help.</summary>
    public string Details => details;
}
