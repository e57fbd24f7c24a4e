using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// The key of a blob in a store: a text with <c>{digest}</c> (<c>sha256:HEX</c>) or <c>{hex}</c> in it, once.
/// </summary>
public sealed record KeyTemplate
{
    /// <summary>As registry.k8s.io's buckets have it.</summary>
    public static KeyTemplate Default { get; } = Parse("containers/images/{digest}");

    private KeyTemplate(string text) => Text = text;

    /// <summary>The template itself.</summary>
    public string Text { get; }

    /// <summary>What all keys begin with: the prefix to list.</summary>
    public string Prefix => throw new NotImplementedException();

    /// <summary>Parses a template.</summary>
    /// <exception cref="FormatException">It has no place for the digest, or two, or can't be a key.</exception>
    public static KeyTemplate Parse(string text) => new(text);

    /// <summary>The key of a blob.</summary>
    public string KeyOf(Digest digest) => throw new NotImplementedException();

    /// <summary>The digest that a key is of; false for keys that are no blob's.</summary>
    public bool TryParse(string key, out Digest digest) => throw new NotImplementedException();
}
