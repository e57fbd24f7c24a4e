using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>Platforms as users write them: <c>OS/ARCHITECTURE[/VARIANT]</c>.</summary>
public static class PlatformText
{
    /// <summary>Parses it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Platform? platform)
    {
        var parts = text.Split('/');
        var isGood = parts.Length is 2 or 3 && parts.All(part => part.Length is > 0 and <= 32 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
        platform = isGood ? new Platform(parts[0], parts[1], parts.Length == 3 ? parts[2] : null) : null;
        return isGood;
    }
}
