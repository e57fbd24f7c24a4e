using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fairlead.Cli;

/// <summary>An option that takes a server's address: scheme, host and port, and nothing that asks for more.</summary>
internal static class ServerUrlOption
{
    public static Option<string?> Create(string name, string description) => new(name) { Description = description, HelpName = "URL" };

    /// <summary>The address; null where there is none, or a wrong one.</summary>
    public static Uri? Read(CommandResult result, Option<string?> option) =>
        Uri.TryCreate(result.GetValue(option), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" } && url.Host.Length > 0 ? url : null;

    /// <summary>Says what is wrong with it.</summary>
    public static void Check(CommandResult result, Option<string?> option)
    {
        if (result.GetValue(option) is { } text && Read(result, option) is null)
            result.AddError($"{option.Name}: '{TerminalText.Of(text)}' is not the address of a server: write it as https://registry.example.org or http://127.0.0.1:8080");
    }
}
