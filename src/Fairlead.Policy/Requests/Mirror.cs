using Fairlead.Formats.Oci;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>A mirror in a compiled policy, with its place in the policy's list of mirrors.</summary>
public sealed class Mirror(int index, MirrorConfig config)
{
    /// <summary>Place in <see cref="CompiledPolicy.Mirrors"/>.</summary>
    public int Index => index;

    /// <summary>What the policy file says of it.</summary>
    public MirrorConfig Config => config;

    /// <summary>Where it holds the blob, if it does. One string is made, from text that was checked when the policy was read.</summary>
    public string UrlOf(Digest digest) => string.Create(
        config.UrlBefore.Length + Digest.TextLength + config.UrlAfter.Length, (config, digest), static (url, parts) =>
        {
            parts.config.UrlBefore.CopyTo(url);
            parts.digest.WriteTo(url[parts.config.UrlBefore.Length..]);
            parts.config.UrlAfter.CopyTo(url[(parts.config.UrlBefore.Length + Digest.TextLength)..]);
        });
}
