using System.Globalization;
using System.Text;
using System.Xml;

namespace Fairlead.Artifacts.Stores;

/// <summary>Reads and writes what S3 speaks XML for. Documents are short and held whole; what they say is not trusted.</summary>
internal static class S3Xml
{
    /// <summary>A page of 1,000 keys of 1,024 bytes, each escaped at its worst, and the rest of each entry.</summary>
    public const int MaxBytes = 8 << 20;

    // A page of 1,000 entries has some 15,000 elements, four deep at most. What is kept of one of them is its path: all three bound it.
    private const int MaxElements = 50_000;
    private const int MaxDepth = 6;
    private const int MaxNameLength = 64;

    // Keys may hold characters that XML does not have; they come as references.
    private static readonly XmlReaderSettings s_settings =
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreComments = true, MaxCharactersInDocument = MaxBytes };

    /// <summary>The error in a body; empty fields where there is none.</summary>
    public static S3Error Error(int status, string region, byte[] body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            Read(body, (path, text) => fields.TryAdd(path, text));
        }
        catch (XmlException)
        {
            // A proxy's page; the status has to do.
        }
        var code = fields.GetValueOrDefault("Error/Code", "");
        return new(status, code, fields.GetValueOrDefault("Error/Message", ""), region.Length > 0 ? region : fields.GetValueOrDefault("Error/Region", ""));
    }

    /// <summary>The values of these elements of a short answer, by their paths.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static Dictionary<string, string> Fields(byte[] body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Read(body, (path, text) => fields.TryAdd(path, text));
        return fields;
    }

    /// <summary>A page of ListObjectsV2 or ListMultipartUploads.</summary>
    /// <param name="body">The page.</param>
    /// <param name="entry">The path of each entry, as <c>ListBucketResult/Contents</c>.</param>
    /// <param name="rest">What stands beside the entries.</param>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static List<Dictionary<string, string>> Entries(byte[] body, string entry, out Dictionary<string, string> rest)
    {
        var entries = new List<Dictionary<string, string>>();
        var beside = new Dictionary<string, string>(StringComparer.Ordinal);
        Dictionary<string, string>? current = null;
        Read(body, (path, text) =>
        {
            if (path.StartsWith(entry, StringComparison.Ordinal) && path.Length > entry.Length && path[entry.Length] == '/')
            {
                if (current is null) entries.Add(current = new Dictionary<string, string>(StringComparer.Ordinal));
                current.TryAdd(path[(entry.Length + 1)..], text);
            }
            else if (path == entry)
            {
                current = null;
            }
            else
            {
                beside.TryAdd(path, text);
            }
        });
        rest = beside;
        return entries;
    }

    /// <summary>The body of CompleteMultipartUpload.</summary>
    public static byte[] Parts(IReadOnlyList<S3Part> parts)
    {
        var text = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        foreach (var part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{Escaped(part.ETag)}</ETag>");
            if (part.Checksum is { } checksum) text.Append(CultureInfo.InvariantCulture, $"<ChecksumSHA256>{checksum}</ChecksumSHA256>");
            text.Append("</Part>");
        }
        return Encoding.UTF8.GetBytes(text.Append("</CompleteMultipartUpload>").ToString());
    }

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    // Calls with the path and the text of each element when it ends; empty text for those that have elements in them.
    private static void Read(byte[] body, Action<string, string> found)
    {
        using var reader = XmlReader.Create(new MemoryStream(body), s_settings);
        var path = "";
        var text = new StringBuilder();
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= MaxDepth) throw new XmlException("elements lie too deep in each other");
                    if (++elements > MaxElements) throw new XmlException("there are too many elements");
                    if (reader.LocalName.Length > MaxNameLength) throw new XmlException("an element's name is too long");
                    text.Clear();
                    var opened = path.Length == 0 ? reader.LocalName : $"{path}/{reader.LocalName}";
                    if (reader.IsEmptyElement) found(opened, "");
                    else path = opened;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    found(path, text.ToString());
                    text.Clear();
                    path = path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";
                    break;
            }
        }
    }
}
