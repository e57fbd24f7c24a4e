using System.Diagnostics.CodeAnalysis;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>Where records are kept: one file, a folder, or a store. In the latter two each run has a record of its own, named after it.</summary>
public sealed record RecordPlace
{
    private RecordPlace(string name) => Name = name;

    /// <summary>As the user named it.</summary>
    public string Name { get; }

    /// <summary>The file, or the folder; null where it is a store.</summary>
    internal string? Path { get; private init; }

    /// <summary>Whether it is a folder.</summary>
    internal bool IsFolder { get; private init; }

    internal StoreUrl? Store { get; private init; }

    /// <summary>What keeps a store from being spoken to, as far as that is known without asking; null when nothing does, or it is none.</summary>
    public string? Misconfiguration(TimeProvider time) => Store?.Misconfiguration(time);

    /// <summary>
    /// Where records are kept when nobody says: <c>$XDG_STATE_HOME/fairlead/promotions</c> where that is an absolute path, else
    /// <c>~/.local/state/fairlead/promotions</c> (XDG Base Directory Specification). Null where there is no home.
    /// </summary>
    public static RecordPlace? Default(Func<string, string?> environment)
    {
        var state = environment("XDG_STATE_HOME");
        if (!System.IO.Path.IsPathRooted(state))
        {
            if (environment("HOME") is not { Length: > 0 } home) return null;
            state = System.IO.Path.Combine(home, ".local", "state");
        }
        var folder = System.IO.Path.Combine(state, "fairlead", "promotions");
        return new RecordPlace(folder) { Path = folder, IsFolder = true };
    }

    /// <summary>Parses it; <paramref name="problem"/> says what is wrong. What ends with a slash, or is a folder, is a folder; a file that is there already is never replaced.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RecordPlace? place, [NotNullWhen(false)] out string? problem)
    {
        (place, problem) = (null, null);
        if (text.Contains("://", StringComparison.Ordinal))
        {
            if (StoreUrl.TryParse(text, out var url, out problem)) place = new RecordPlace(text) { Store = url };
            return place is not null;
        }
        var path = System.IO.Path.GetFullPath(text);
        var isFolder = System.IO.Path.EndsInDirectorySeparator(text) || Directory.Exists(path);
        if (!isFolder && File.Exists(path)) problem = "it is there already, and a record is never replaced: name another file, or a folder";
        else place = new RecordPlace(text) { Path = path, IsFolder = isFolder };
        return place is not null;
    }
}
