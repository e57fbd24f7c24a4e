using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>A mirror's URL with its placeholders: <c>{digest}</c> once and outside the host, <c>{region}</c> as often as wanted.</summary>
internal sealed class MirrorUrl
{
    private const string DigestPlaceholder = "{digest}";
    private const string RegionPlaceholder = "{region}";
    private static readonly string SampleDigest = "sha256:" + new string('0', 64);

    private readonly string _template;

    private MirrorUrl(string template) => _template = template;

    /// <summary>Whether it differs from region to region.</summary>
    public bool HasRegion => _template.Contains(RegionPlaceholder, StringComparison.Ordinal);

    /// <summary>Reads the template; null when there is an error in it.</summary>
    public static MirrorUrl? Read(PolicyReport report, YamlScalar text)
    {
        var template = text.Text;
        var isGood = true;
        if (template.Length > HttpUrl.MaxLength) Fail($"a mirror's URL can have {HttpUrl.MaxLength} characters at the most");
        else if (!HasOnlyKnownPlaceholders(report, template, out var fault)) Fail(fault);

        var digest = template.IndexOf(DigestPlaceholder, StringComparison.Ordinal);
        if (digest < 0) Fail("a mirror's URL must hold {digest}, where the blob's digest goes");
        else if (template.IndexOf(DigestPlaceholder, digest + 1, StringComparison.Ordinal) >= 0) Fail("a mirror's URL must hold {digest} only once");
        else if (digest < AuthorityEnd(template)) Fail("{digest} can't be part of the host: put it into the path");
        return isGood ? new MirrorUrl(template) : null;

        void Fail(string message)
        {
            report.Error(text, message);
            isGood = false;
        }
    }

    /// <summary>What goes before and after the digest at a mirror of this region; each part is fit for a header.</summary>
    public bool TryFill(string? region, out string before, out string after, out string fault)
    {
        var filled = region is null ? _template : _template.Replace(RegionPlaceholder, region, StringComparison.Ordinal);
        var digest = filled.IndexOf(DigestPlaceholder, StringComparison.Ordinal);
        (before, after) = (filled[..digest], filled[(digest + DigestPlaceholder.Length)..]);
        if (!HttpUrl.TryParse(before + SampleDigest + after, out var url, out fault)) return false;
        if (url.HasFragment) fault = "it can have no fragment";
        return fault.Length == 0;
    }

    private static int AuthorityEnd(string template)
    {
        var scheme = template.IndexOf("://", StringComparison.Ordinal);
        var end = scheme < 0 ? 0 : template.IndexOfAny(['/', '?', '#'], scheme + "://".Length);
        return end < 0 ? template.Length : end;
    }

    private static bool HasOnlyKnownPlaceholders(PolicyReport report, string template, out string fault)
    {
        fault = "";
        for (var at = template.IndexOfAny(['{', '}']); at >= 0; at = template.IndexOfAny(['{', '}'], at))
        {
            var end = template.IndexOf('}', at);
            if (template[at] == '}' || end < 0)
            {
                fault = $"a brace has no partner in {Quoted.Text(template)}: placeholders are {DigestPlaceholder} and {RegionPlaceholder}";
                return false;
            }
            var placeholder = template[at..(end + 1)];
            if (placeholder is not (DigestPlaceholder or RegionPlaceholder))
            {
                var suggestion = report.Yaml.Suggest(placeholder, [DigestPlaceholder, RegionPlaceholder]);
                fault = $"{Quoted.Text(placeholder)} is not a placeholder{suggestion}; there are {DigestPlaceholder} and {RegionPlaceholder}";
                return false;
            }
            at = end + 1;
        }
        return true;
    }
}
