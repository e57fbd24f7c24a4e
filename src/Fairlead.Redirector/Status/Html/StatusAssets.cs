using System.Security.Cryptography;
using System.Text;
using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>The page's style sheet and script, <c>status.css</c> and <c>status.js</c> beside this file, and the policy that lets in nothing else. Thread-safe.</summary>
internal static class StatusAssets
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = PageStyle.Of(typeof(StatusAssets), "status.css");

    /// <summary>The script, which does nothing but refresh.</summary>
    public static string Script { get; } = PageStyle.Beside(typeof(StatusAssets), "status.js");

    /// <summary>
    /// The header's value (CSP Level 3; Trusted Types). Style and script are known by their hash, so that nothing which gets into the page by a mistake of ours
    /// is run, and nothing in it asks another host. The icon is none, said by a data URL, or browsers ask for one.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; script-src {Hash(Script)}; style-src {Hash(Style)}; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
