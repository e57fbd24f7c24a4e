using System.CommandLine;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote plan</c>.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var options = new ImagesOptions();
        var command = new Verb("plan", "Tells what 'promote images' would do, and changes nothing.", """
            Takes the options of 'promote images', so that a script may swap the verb. Those that
            are for copying (--confirm, --before-copy, --record, --sync) are checked, and do nothing
            else. With --plan: whether that plan can still be applied.

            --json: {"edges": [{"image", "digest", "tag", "from", "to", "action", ...}], "lost": [...],
            "refused": [...], ...}, where action is copy, present, lost or tag-move; lost and refused
            edges stand in edges too.

            Exit code 0: it can be applied. 1: something is lost (unless --allow-lost) or refused, or
            could not be read. 2: wrong usage, manifests or files.

            Examples:
              fairlead promote plan --manifests promotion/
              fairlead promote plan --manifests promotion/ --json --plan-out plan.json
            """);
        options.AddTo(command);
        command.SetAction((parsed, _) => ImagesVerb.RunAsync(options, parsed, mayCopy: false));
        return command;
    }
}
