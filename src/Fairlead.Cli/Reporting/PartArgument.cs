using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary><c>PART...</c>: the parts that a verb reads.</summary>
internal static class PartArgument
{
    /// <summary>The argument; the same file twice is wrong usage.</summary>
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
            }
        });
        return argument;
    }

    /// <summary>Whether all of them are there; what isn't is said. Else a verb would tell of it in the middle of its work, and in the system's words.</summary>
    public static bool AreThere(IEnumerable<string> paths)
    {
        var areThere = true;
        foreach (var path in paths.Where(path => !File.Exists(path)))
        {
            var problem = Directory.Exists(path) ? $"it is a folder: name the parts in it, as in {path.TrimEnd('/')}/*.fat" : "there is no such file";
            Console.Error.WriteLine(TerminalText.Of($"fairlead: {path}: {problem}"));
            areThere = false;
        }
        return areThere;
    }
}
