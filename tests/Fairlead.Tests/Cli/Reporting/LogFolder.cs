using System.CommandLine;
using System.IO.Compression;
using System.Text;
using Fairlead.Cli.Reporting;

namespace Fairlead.Tests.Cli.Reporting;

/// <summary>A folder for logs, removed after the test; what the arguments of a verb find in it.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-logs-").FullName;

    /// <summary>The folder.</summary>
    public string Path => _folder;

    /// <summary>Path of something in it.</summary>
    public string File(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>Writes a file, and the folders that it is in.</summary>
    public string Write(string name, string content = "a line\n", bool isPacked = false)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var file = System.IO.File.Create(path);
        using Stream to = isPacked ? new GZipStream(file, CompressionLevel.Fastest) : file;
        to.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }

    /// <summary>Names of the logs that arguments find, below this folder where they are in it, after what was said of them.</summary>
    public async Task<(string[] Names, string Error)> FindAsync(IEnumerable<string?> others, params string[] arguments)
    {
        var before = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            var request = Read(arguments);
            var found = await request.FindAsync(others, TestContext.Current.CancellationToken);
            if (found is null) return ([], error.ToString());
            await using var closing = found.ConfigureAwait(false);
            return ([.. found.Logs.Select(log => log.Name.Replace(_folder + "/", "", StringComparison.Ordinal))], error.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }

    /// <summary>What arguments that are right ask for.</summary>
    public static LogRequest Read(params string[] arguments)
    {
        var (options, parsed) = Parse(arguments);
        parsed.Errors.Select(problem => problem.Message).ShouldBeEmpty();
        return options.Read(parsed.CommandResult);
    }

    /// <summary>What is wrong with arguments.</summary>
    public static IEnumerable<string> Errors(params string[] arguments) => Parse(arguments).Parsed.Errors.Select(problem => problem.Message);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (LogOptions Options, ParseResult Parsed) Parse(string[] arguments)
    {
        var options = new LogOptions();
        var command = new Command("read");
        options.AddTo(command);
        return (options, command.Parse(arguments));
    }
}
