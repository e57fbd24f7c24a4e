using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Mirroring.Configuring;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Selecting.Tags;
using Fairlead.Formats.Oci;

namespace Fairlead.Cli;

/// <summary>The options that say what of the sources is wanted.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string[]> _allow = RepeatedOption.Create("--allow-tag", "PATTERN", "Only tags like this: * stands for any characters, ? for one.");
    private readonly Option<string[]> _deny = RepeatedOption.Create("--deny-tag", "PATTERN", "No tags like this, allowed or not.");
    private readonly Option<string?> _semver = new("--semver") { Description = "Only tags that are versions in this range, such as '>=1.28 <2'.", HelpName = "RANGE" };
    private readonly Option<string[]> _platform = RepeatedOption.Create("--platform", "OS/ARCH", "Only these platforms of an image, such as linux/amd64.");
    private readonly Option<bool> _noReferrers = new("--no-referrers") { Description = "Leave signatures, attestations and other referrers out." };
    private readonly Option<bool> _nonDistributable = new("--non-distributable") { Description = "Also layers that their makers don't let registries distribute." };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_allow, _deny, _semver, _platform, _noReferrers, _nonDistributable];

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
    }

    /// <summary>What is selected; what is wrong with it goes to <paramref name="error"/>.</summary>
    public Selection Read(CommandResult result, Action<string> error)
    {
        var platforms = new List<Platform>();
        foreach (var text in RepeatedOption.Values(result, _platform, error))
        {
            if (PlatformText.TryParse(text, out var platform)) platforms.Add(platform);
            else error($"--platform: '{TerminalText.Of(text)}' is not a platform: write it as linux/amd64 or linux/arm/v7");
        }
        return new Selection
        {
            Tags = ReadTags(result, error),
            Platforms = platforms,
            Referrers = !result.GetValue(_noReferrers),
            NonDistributable = result.GetValue(_nonDistributable),
        };
    }

    private TagFilter ReadTags(CommandResult result, Action<string> error)
    {
        VersionRange? versions = null;
        if (result.GetValue(_semver) is { } range && !VersionRange.TryParse(range, out versions, out var problem)) error("--semver: " + problem);
        return new TagFilter { Allow = ReadPatterns(_allow), Deny = ReadPatterns(_deny), Versions = versions };

        List<TagPattern> ReadPatterns(Option<string[]> option)
        {
            var patterns = new List<TagPattern>();
            foreach (var text in RepeatedOption.Values(result, option, error))
            {
                if (TagPattern.TryParse(text, out var pattern, out var problem)) patterns.Add(pattern);
                else error($"{option.Name}: {problem}");
            }
            return patterns;
        }
    }
}
