using System.Diagnostics;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Reporting;

/// <summary>A folder in which logs are imported by a policy, as an operator does it.</summary>
internal sealed class TrafficFolder : IDisposable
{
    private readonly TempDirectory _directory = new();

    public TrafficFolder()
    {
        _directory.Write("policy.yaml", NginxClients.Policy);
        _directory.Write("asns.tsv", NginxClients.Asns);
        _directory.Subdirectory("out");
    }

    /// <summary>Where everything is written.</summary>
    public string Output => _directory.File("out");

    /// <summary>Path of an output.</summary>
    public string Out(string name) => Path.Combine(Output, name);

    /// <summary>Path of an input.</summary>
    public string In(string name) => _directory.File(name);

    /// <summary>Names of the outputs.</summary>
    public IEnumerable<string> Outputs => Directory.EnumerateFileSystemEntries(Output).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>Arguments of an import into a part.</summary>
    public string[] Import(string part, params string[] more) => ["traffic", "import", "--policy", In("policy.yaml"), "--cache", In("cache"), "--backend", "nginx", "-o", Out(part), .. more];

    /// <summary>Runs the program.</summary>
    public static Task<CommandResult> RunAsync(params string[] arguments) => FairleadProgram.RunAsync(arguments);

    /// <summary>Begins to run the program, whose input the test writes.</summary>
    public static async Task<Process> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(await FairleadProgram.PathAsync(), arguments) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        return Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
    }

    public void Dispose() => _directory.Dispose();
}
