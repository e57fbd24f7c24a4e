using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Clients;

/// <summary>Debian's curl: a client whose HTTP is not ours.</summary>
internal static class Curl
{
    /// <summary>Asks for a URL and returns what <c>--write-out</c> gives.</summary>
    public static async Task<string> WriteOutAsync(string format, Uri url, params IEnumerable<string> arguments) =>
        (await ClientCommand.RunAsync(
            Tool.Curl, ["--silent", "--show-error", "--max-time", "20", "--output", "/dev/null", "--write-out", format, .. arguments, url.ToString()]))
        .Succeeded().Output;

    /// <summary>Where a request is sent on to, as the header has it.</summary>
    public static Task<string> LocationAsync(Uri url, params IEnumerable<string> arguments) =>
        WriteOutAsync("%header{location}", url, arguments);
}
