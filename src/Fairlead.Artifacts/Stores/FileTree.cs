using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Text;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// The folders and files below a store's folder. No symbolic link is followed there: it could lead out of it. Thread-safe.
/// </summary>
internal sealed class FileTree(string root)
{
    private const int MaxNameBytes = 255; // NAME_MAX of Linux's file systems
    private const int MaxKnown = 4096;
    private const int MaxDepth = 64;

    private static readonly EnumerationOptions s_all = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = true,
        MaxRecursionDepth = MaxDepth,
    };

    // Folders that are there and no links: looked at once, for most stores have one folder for all blobs.
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Why this key can't be a file's; null when it can.</summary>
    public static string? Problem(string key)
    {
        if (key == PartialFolder.Name || key.StartsWith(PartialFolder.Name + "/", StringComparison.Ordinal)) return "that folder is for what is not whole yet";
        var segments = 0;
        foreach (var segment in key.AsSpan().Split('/'))
        {
            if (++segments > MaxDepth) return $"it has more than {MaxDepth} parts";
            if (Encoding.UTF8.GetByteCount(key.AsSpan()[segment]) > MaxNameBytes) return $"a part of it between slashes is longer than {MaxNameBytes} bytes";
        }
        return null;
    }

    /// <summary>The object that a file is; null when there is none, or it is no plain file.</summary>
    public static StoredObject? Look(string key, FileInfo file)
    {
        const FileAttributes NotPlain = FileAttributes.ReparsePoint | FileAttributes.Directory | FileAttributes.Device;
        return file.Exists && (file.Attributes & NotPlain) == 0 ? new(key, file.Length, null, file.LastWriteTimeUtc) : null;
    }

    /// <summary>Every object whose key begins with this.</summary>
    public IEnumerable<StoredObject> Find(string prefix)
    {
        var slash = prefix.LastIndexOf('/');
        var folder = slash < 0 ? "" : prefix[..(slash + 1)];
        // A prefix need not be a key, but what is above its last slash must be the beginning of one, or nothing can lie there.
        if (folder.Length > 0 && (ObjectKey.Problem(folder + "x") ?? Problem(folder + "x")) is not null) return [];
        return HasFolderOf(prefix) ? Walk(folder, prefix[folder.Length..]) : [];
    }

    /// <summary>Whether the folder of this key is there.</summary>
    /// <exception cref="IOException">A symbolic link is in its way.</exception>
    public bool HasFolderOf(string key) => Check(key, make: false);

    /// <summary>Makes the folder of this key where there is none.</summary>
    /// <exception cref="IOException">It can't be made.</exception>
    public void MakeFolderOf(string key) => Check(key, make: true);

    /// <summary>Looks again at every folder.</summary>
    public void Forget() => _known.Clear();

    private bool Check(string key, bool make)
    {
        var last = key.LastIndexOf('/');
        if (last < 0 || _known.ContainsKey(key[..last])) return true;
        for (var slash = key.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = key.IndexOf('/', slash + 1))
        {
            var folder = new DirectoryInfo($"{root}/{key[..slash]}");
            if (make) folder.Create(); // nothing happens where there is one
            if (folder.LinkTarget is not null) throw new IOException($"{folder.FullName} is a symbolic link, and none is followed below a store's folder");
            if (!folder.Exists) return false;
        }
        if (!make) return true;
        if (_known.Count >= MaxKnown) _known.Clear(); // keys with a folder each
        _known[key[..last]] = true;
        return true;
    }

    private IEnumerable<StoredObject> Walk(string folder, string namePrefix)
    {
        var found = new FileSystemEnumerable<StoredObject?>($"{root}/{folder}", (ref entry) => Look(KeyOf(ref entry), new FileInfo(entry.ToFullPath())), s_all)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && IsWanted(ref entry),
            ShouldRecursePredicate = (ref entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0 && IsWanted(ref entry),
        };
        return found.OfType<StoredObject>().Where(one => ObjectKey.Problem(one.Key) is null); // what has another name is none of ours

        string KeyOf(ref FileSystemEntry entry) => folder + entry.ToFullPath()[entry.RootDirectory.Length..].TrimStart('/');

        bool IsWanted(ref FileSystemEntry entry) =>
            !entry.Directory.SequenceEqual(entry.RootDirectory)
            || (entry.FileName.StartsWith(namePrefix, StringComparison.Ordinal) && !(folder.Length == 0 && entry.FileName is PartialFolder.Name));
    }
}
