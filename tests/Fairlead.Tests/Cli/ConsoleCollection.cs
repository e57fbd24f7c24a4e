namespace Fairlead.Tests.Cli;

/// <summary>Tests that run verbs in this process: the console is everybody's, so nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection
{
    public const string Name = "console";
}
