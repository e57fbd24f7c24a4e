using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fairlead.Cli.Promoting;

/// <summary>The options of <c>fairlead promote images</c>, and of <c>promote plan</c>, which takes the same, so that a script may swap the verb.</summary>
internal sealed class ImagesOptions
{
    private readonly PromotionFlags _flags = new("manifests/ and images/", "something", "registries");
    private readonly SignatureOptions _signatures = new();
    private readonly Option<string?> _sync = PathOption.Create("--sync", "Then fill the mirrors of this mirrors.yaml with the promoted images.", "mirrors.yaml");
    private readonly RegistryOptions _registries = new();

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _flags.AddTo(command, () =>
        {
            _signatures.AddTo(command);
            command.Options.Add(_sync);
        });
        _registries.AddTo(command);
        command.Validators.Add(result => _registries.PlainHttp(result, result.AddError));
    }

    /// <summary>What is to be done; null when a file that says so is wrong, which has been said then.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mayCopy">Whether the verb copies at all.</param>
    public ImagesRequest? Read(ParseResult parsed, bool mayCopy)
    {
        var result = parsed.CommandResult;
        if (_signatures.Read(result) is not { } signatures) return null;
        var mirrors = result.GetValue(_sync) is { } path ? JobOptions.LoadMirrors(path) : null;
        if (mirrors is null && result.GetValue(_sync) is not null) return null;
        var registries = _registries.Read(result);
        var request = _flags.Read(result, new ImagesRequest
        {
            Signatures = signatures,
            MayCopy = mayCopy,
            Mirrors = mirrors,
            Jobs = _registries.Jobs(result),
            // The mirrors are filled by the same clients.
            Registries = registries with
            {
                PlainHttp = registries.PlainHttp.Concat(mirrors?.PlainHttp ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
                RatePerSecond = registries.RatePerSecond ?? mirrors?.RatePerSecond,
                MaxConcurrency = RegistryOptions.ConcurrencyOf(_registries.Jobs(result) ?? mirrors?.ParallelBlobs),
            },
        });
        return request is null ? null : request with { IsConfirmed = mayCopy && request.IsConfirmed };
    }
}
