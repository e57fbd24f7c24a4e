namespace Fairlead.Formats.Html;

/// <summary>Style sheets of pages, and other files that are part of them. Thread-safe.</summary>
public static class PageStyle
{
    private static readonly Lazy<string> s_common = new(() => Beside(typeof(PageStyle), "page.css"));

    /// <summary>A page's own style sheet, beside a class of its own, behind what all pages have in common (<c>page.css</c> beside this file).</summary>
    public static string Of(Type neighbour, string file) => s_common.Value + Beside(neighbour, file);

    /// <summary>A file that the assembly of a class has embedded, under the name of the namespace and its own.</summary>
    public static string Beside(Type neighbour, string file)
    {
        using var stream = neighbour.Assembly.GetManifestResourceStream(neighbour, file)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {neighbour.Namespace}.{file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
