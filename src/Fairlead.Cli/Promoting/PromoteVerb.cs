using System.CommandLine;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote</c>.</summary>
internal static class PromoteVerb
{
    public static Command Create() => new("promote", "Makes every registry and bucket agree with reviewed lists of images and files, or changes nothing.")
    {
        ImagesVerb.Create(),
        FilesVerb.Create(),
        PlanVerb.Create(),
        AuditVerb.Create(),
        LintVerb.Create(),
        AddVerb.Create(),
        DiffVerb.Create(),
    };
}
