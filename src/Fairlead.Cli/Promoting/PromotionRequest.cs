using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>What every promotion is asked for, whether of images or of files.</summary>
internal abstract record PromotionRequest
{
    /// <summary>The manifests' folder, or the one file; null: the plan says what.</summary>
    public string? Manifests { get; init; }

    /// <summary>What takes the place of names in them.</summary>
    public NameMap Map { get; init; } = NameMap.Empty;

    /// <summary>The plan to apply; null: one is made.</summary>
    public string? Plan { get; init; }

    /// <summary>Where the plan is written; null: nowhere.</summary>
    public string? PlanOut { get; init; }

    /// <summary>Whether it is no failure that something is lost.</summary>
    public bool AllowLost { get; init; }

    /// <summary>Whether anything may be put anywhere.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Asked before anything is copied; null: nobody is.</summary>
    public string? BeforeCopy { get; init; }

    /// <summary>Where the record goes; null only where nothing is confirmed.</summary>
    public RecordPlace? Record { get; init; }

    /// <summary>Whether every edge is shown.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether a plan has all that the manifests want: nothing that could not be read, and nothing lost that may not be.</summary>
    protected bool IsWhole(int failures, bool isAnyLost) => failures == 0 && (AllowLost || !isAnyLost);

    /// <summary>Says how what was only planned is done.</summary>
    public void SayHow()
    {
        var how = PlanOut is { } path ? $"apply the plan with --plan {path} --confirm" : "run it again with --confirm";
        (IsJson ? Console.Error : Console.Out).WriteLine($"nothing was copied: {TerminalText.Of(how)}");
    }
}
