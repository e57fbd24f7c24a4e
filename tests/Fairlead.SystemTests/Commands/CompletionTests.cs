using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Commands;

/// <summary>The completion scripts, in the shells that they are for. Nobody sits at a terminal: what a shell sets when TAB is pressed, the tests set.</summary>
public sealed class CompletionTests
{
    private const string Bash = """
        source <(fairlead completion bash)
        complete -p fairlead >/dev/null || exit 1
        COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=($1)
        [[ $1 == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _fairlead
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    // compadd and _files are only there while a line is edited: these keep what fits the word, as they do.
    private const string Zsh = """
        compdef() { [[ $* == '_fairlead fairlead' ]] || exit 1 }
        compadd() { local -a fit=(${(M)found:#${words[CURRENT]}*}); print -rl -- $fit; (( $#fit )) }
        _files() { print files }
        source <(fairlead completion zsh)
        words=(${(s: :)1}) CURRENT=$#words
        _fairlead
        """;

    private const string Fish = """
        fairlead completion fish | source
        complete -C $argv[1]
        """;

    [Theory]
    [InlineData("fairlead netw", "networks")]
    [InlineData("fairlead serve --listen-", "--listen-h2c --listen-tls")]
    [InlineData("fairlead completion zs", "zsh")]
    [InlineData("fairlead traffic report october.fat --format ht", "html")]
    public async Task Tab_BeginningOfAWord_IsCompletedByEachShell(string line, string expected)
    {
        (await RunAsync(Tool.Bash, ["--norc", "-c", Bash, "bash", line])).ShouldBe(expected);
        (await RunAsync(Tool.Zsh, ["-f", "-c", Zsh, "zsh", line])).ShouldBe(expected);
        (await RunAsync(Tool.Fish, ["--no-config", "-c", Fish, line])).ShouldBe(expected);
    }

    [Fact]
    public async Task Tab_NameOfAFile_IsTheShellsOwnBusiness()
    {
        const string line = "fairlead check --policy examples/minimal";

        (await RunAsync(Tool.Bash, ["--norc", "-c", Bash + "\ncomplete -p fairlead", "bash", line])).ShouldBe("complete -o default -F _fairlead fairlead");
        (await RunAsync(Tool.Zsh, ["-f", "-c", Zsh, "zsh", line])).ShouldBe("files");
        (await RunAsync(Tool.Fish, ["--no-config", "-c", Fish, line])).ShouldBe("examples/minimal.yaml");
    }

    /// <summary>What a shell printed in the checkout, in a line; of what fish tells beside each word, the word.</summary>
    private static async Task<string> RunAsync(Tool shell, string[] arguments)
    {
        var program = Path.GetDirectoryName(await FairleadProgram.PathAsync());
        var environment = new Dictionary<string, string?> { ["PATH"] = $"{program}:{Environment.GetEnvironmentVariable("PATH")}" };
        var run = await ClientCommand.RunAsync(shell.Path, arguments, directory: Checkout.File(""), environment: environment);
        return string.Join(' ', run.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0]));
    }
}
