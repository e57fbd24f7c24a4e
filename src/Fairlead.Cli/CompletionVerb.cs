using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>fairlead completion</c>.</summary>
internal static class CompletionVerb
{
    private const string Bash = """
        # bash completion for fairlead; load it with: source <(fairlead completion bash)
        _fairlead() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _fairlead fairlead ./fairlead
        """;

    private const string Zsh = """
        #compdef fairlead
        # zsh completion for fairlead; load it with: source <(fairlead completion zsh)
        _fairlead() {
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a found || _files
        }
        compdef _fairlead fairlead
        """;

    private const string Fish = """
        # fish completion for fairlead; load it with: fairlead completion fish | source
        complete -c fairlead -f -a '(fairlead "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Verb("completion", "Prints the completion script of a shell.", """
            Examples:
              source <(fairlead completion bash)
              fairlead completion fish | source
            """)
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(parsed.GetValue(shell) switch { "zsh" => Zsh, "fish" => Fish, _ => Bash });
            return ExitCode.Done;
        });
        return command;
    }
}
