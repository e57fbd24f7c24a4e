using System.CommandLine;
using Fairlead.Traffic.Cells;

namespace Fairlead.Cli.Reporting;

/// <summary>The parts that a verb reads, open until it is disposed of.</summary>
internal sealed class PartInput(IReadOnlyList<string> paths) : IDisposable
{
    private readonly List<PartReader> _readers = [];

    /// <summary>Readers of those that were opened, before their first cell, in their order.</summary>
    public IReadOnlyList<PartReader> Readers => _readers;

    /// <summary>The argument <c>PART...</c>; the same file twice is wrong usage.</summary>
    public static Argument<string[]> CreateArgument(ArgumentArity? arity = null)
    {
        var argument = new Argument<string[]>("PART") { Description = "Parts, as 'traffic import' and 'traffic merge' write them.", Arity = arity ?? ArgumentArity.OneOrMore };
        argument.Validators.Add(result =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in result.Tokens.Select(token => token.Value))
            {
                if (path.Length == 0) result.AddError("a PART is empty: give a path");
                else if (path.StartsWith('-')) result.AddError($"there is no option '{TerminalText.Of(path)}'");
                else if (!seen.Add(PathPlace.Identity(path))) result.AddError($"{TerminalText.Of(path)} is there twice, and would be counted twice: remove one");
            }
        });
        return argument;
    }

    /// <summary>Opens all; false, and said why, when one can't be.</summary>
    public bool TryOpen()
    {
        foreach (var path in paths)
        {
            try
            {
                _readers.Add(PartReader.Open(path));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                Console.Error.WriteLine(TerminalText.Of(e.Message.Contains(path, StringComparison.Ordinal) ? $"fairlead: {e.Message}" : $"fairlead: {path}: {e.Message}"));
                return false;
            }
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var reader in _readers) reader.Dispose();
    }
}
