namespace Fairlead.Policy.Loading;

/// <summary>The policy that is served when no file is named: registry.k8s.io's own shape. Thread-safe.</summary>
public static class BuiltinPolicy
{
    /// <summary>What problems and listings call it in place of a file's name.</summary>
    public const string FileName = "(built-in policy)";

    private static readonly Lazy<byte[]> Text = new(Load);

    /// <summary>The policy's YAML in UTF-8, read on first use.</summary>
    public static ReadOnlyMemory<byte> Yaml => Text.Value;

    private static byte[] Load()
    {
        const string name = "Fairlead.Policy.Loading.builtin.yaml";
        using var stream = typeof(BuiltinPolicy).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        return text;
    }
}
