using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fairlead.Cli.Promoting;

/// <summary>The options of <c>fairlead promote files</c>.</summary>
internal sealed class FilesOptions
{
    /// <summary>Files at the same time, where nobody says.</summary>
    public const int DefaultJobs = 8;

    private const int MaxJobs = 256;

    private readonly PromotionFlags _flags = new("filestores/ and manifests/", "a file", "stores");
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace files that have the same name and another content, instead of refusing." };
    private readonly Option<int?> _jobs = CountOption.Create("--jobs", "Files at the same time. Default: 8.");
    private readonly Option<string?> _cache = CacheOption.Create("Where the SHA-256 of files is kept that had to be read to know it; without a home folder, nowhere unless this says so.");

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _flags.AddTo(command, () =>
        {
            foreach (var option in new Option[] { _overwrite, _jobs, _cache }) command.Options.Add(option);
        });
        command.Validators.Add(Check);
    }

    /// <summary>What is to be done; null when something that it names is configured wrong, which has been said then.</summary>
    public FilesRequest? Read(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        return _flags.Read(result, new FilesRequest
        {
            Overwrite = result.GetValue(_overwrite),
            Jobs = result.GetValue(_jobs) ?? DefaultJobs,
            Cache = result.GetValue(_cache) is { } folder ? Path.Combine(folder, "files") : null,
        });
    }

    private void Check(CommandResult result)
    {
        if (_flags.HasPlan(result) && result.GetValue(_overwrite)) result.AddError("--overwrite is for making a plan, and says in it what is replaced: leave it out with --plan");
        if (result.GetResult(_jobs) is { Tokens: [var jobs] } && result.GetValue(_jobs) > MaxJobs) result.AddError($"--jobs: {TerminalText.Of(jobs.Value)} is more than {MaxJobs}");
    }
}
