using System.CommandLine;

namespace Fairlead.Cli;

/// <summary>
/// <c>fairlead completion</c>: scripts that ask the program itself what may come next, by the library's directive
/// <see href="https://learn.microsoft.com/dotnet/standard/commandline/tab-completion">[suggest]</see>. Where it knows nothing, as of a file's name, the
/// shell completes files.
/// </summary>
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
            local line="${(j: :)words[1,CURRENT]}"
            local -a found
            found=(${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"})
            compadd -a found || _files
        }
        compdef _fairlead fairlead
        """;

    private const string Fish = """
        # fish completion for fairlead; load it with: fairlead completion fish | source
        function __fairlead_suggest
            set -l line (commandline -cp)
            set -l found (fairlead "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -v '')
            if set -q found[1]
                printf '%s\n' $found
            else
                __fish_complete_path (commandline -ct)
            end
        end
        complete -c fairlead -f -a '(__fairlead_suggest)'
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
