namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>What a file is served as, by its name, where its source doesn't say.</summary>
internal static class FileContentType
{
    /// <summary>Of everything that isn't known.</summary>
    public const string Unknown = "application/octet-stream";

    // IANA's registry of media types; what release folders hold.
    private static readonly (string Ending, string Type)[] s_types =
    [
        (".tar.gz", "application/gzip"), (".tgz", "application/gzip"), (".gz", "application/gzip"), (".zst", "application/zstd"), (".xz", "application/x-xz"),
        (".zip", "application/zip"), (".tar", "application/x-tar"), (".deb", "application/vnd.debian.binary-package"), (".rpm", "application/x-rpm"),
        (".json", "application/json"), (".yaml", "application/yaml"), (".yml", "application/yaml"), (".xml", "application/xml"), (".pdf", "application/pdf"),
        (".txt", "text/plain"), (".md", "text/markdown"), (".sha1", "text/plain"), (".sha256", "text/plain"), (".sha512", "text/plain"), (".md5", "text/plain"),
        (".sha256sum", "text/plain"), (".sha512sum", "text/plain"), (".asc", "application/pgp-signature"), (".pem", "application/x-pem-file"),
    ];

    /// <summary>What the source says, unless it is what stores say for want of a better word; then what the name says.</summary>
    public static string Of(string file, string? said)
    {
        if (said is not (null or Unknown or "binary/octet-stream")) return said;
        return Array.Find(s_types, one => file.EndsWith(one.Ending, StringComparison.OrdinalIgnoreCase)).Type ?? Unknown;
    }
}
