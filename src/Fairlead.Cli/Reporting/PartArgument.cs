using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary><c>PART...</c>: the parts that a verb reads.</summary>
internal static class PartArgument
{
    /// <summary>The argument; what isn't there, and the same file twice, is wrong usage.</summary>
    public static Argument<string[]> Create(ArgumentArity arity)
    {
        var argument = new Argument<string[]>("PART") { Description = "Parts, as 'traffic import' and 'traffic merge' write them.", Arity = arity };
        argument.Validators.Add(result =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var path in result.Tokens.Select(token => token.Value))
            {
                if (path.Length == 0) result.AddError("a PART is empty: give a path");
                else if (path.StartsWith('-')) result.AddError($"there is no option '{TerminalText.Of(path)}'");
                else if (!seen.Add(PathPlace.Identity(path))) result.AddError($"{TerminalText.Of(path)} is there twice, and would be counted twice: remove one");
                else if (Directory.Exists(path)) result.AddError($"{TerminalText.Of(path)} is a folder: name the parts in it, as in {TerminalText.Of(path.TrimEnd('/'))}/*.fat");
                else if (!File.Exists(path)) result.AddError($"{TerminalText.Of(path)}: there is no such file");
            }
        });
        return argument;
    }
}
