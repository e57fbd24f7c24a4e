using System.CommandLine;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote images</c>.</summary>
internal static class ImagesVerb
{
    public static Command Create()
    {
        var command = new Verb("images", "Promotes the images of manifests to every registry that they name.", """
            Examples:
              fairlead promote images --manifests promotion/
            """);
        command.SetAction(_ => ExitCode.Wrong);
        return command;
    }
}
