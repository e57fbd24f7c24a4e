using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// The hidden folder in a store's folder, where files lie until they are whole: of the same file system, so that they can be renamed to their
/// place. Each process has a name there and holds a lock (flock(2)) on the file of that name while it lives, however it dies; what lies
/// there under names that nobody holds is removed by the next one. Thread-safe, also between processes.
/// </summary>
internal sealed class PartialFolder : IDisposable
{
    public const string Name = ".fairlead-partial";

    private const string LockEnding = ".lock";
    private const int WouldBlock = 11; // errno(3) of Linux: somebody holds the lock
    private const int MaxAttempts = 20; // others may take a name for a dead one's, once or twice

    private readonly string _folder;
    private readonly string _name;
    private readonly SafeFileHandle _lock;
    private long _count;

    private PartialFolder(string folder, string name, SafeFileHandle @lock, int removed) => (_folder, _name, _lock, Removed) = (folder, name, @lock, removed);

    /// <summary>How many files of the dead were removed.</summary>
    public int Removed { get; }

    /// <summary>Makes it where there is none, takes a name in it, and removes what the dead left.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static PartialFolder Open(string root)
    {
        var folder = Path.Combine(root, Name);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Directory.CreateDirectory(folder);
            var name = RandomNumberGenerator.GetHexString(16, lowercase: true);
            var path = Path.Combine(folder, name + LockEnding);
            if (Lock(path, FileMode.CreateNew) is not { } held) continue;
            if (File.Exists(path)) // else somebody took it for a dead one's, between its making and its locking
            {
                // Where locks mean nothing, everybody looks dead, and nothing can be told apart.
                using var second = Lock(path, FileMode.Open);
                return new PartialFolder(folder, name, held, second is null ? RemoveLeft(folder) : 0);
            }
            held.Dispose();
        }
        throw new IOException($"no file in {folder} can be locked");
    }

    /// <summary>A name for a new file.</summary>
    public string NextPath() => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_name}.{Interlocked.Increment(ref _count)}"));

    public void Dispose()
    {
        try
        {
            File.Delete(Path.Combine(_folder, _name + LockEnding));
        }
        catch (Exception e) when (FileFailure.IsOfFiles(e))
        {
            // The next process does it.
        }
        _lock.Dispose();
    }

    private static int RemoveLeft(string folder)
    {
        var removed = 0;
        var living = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder))
        {
            var owner = Path.GetFileName(path).Split('.')[0];
            if (living.Contains(owner)) continue;
            // A lock is there before what is written under its name, and goes after it.
            using var held = Lock(Path.Combine(folder, owner + LockEnding), FileMode.Open, out var isMissing);
            if (held is null && !isMissing) living.Add(owner);
            else if (Remove(path) && !path.EndsWith(LockEnding, StringComparison.Ordinal)) removed++;
        }
        return removed;
    }

    private static bool Remove(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (FileFailure.IsOfFiles(e))
        {
            return false; // another user's, perhaps: it is in nobody's way
        }
    }

    private static SafeFileHandle? Lock(string path, FileMode mode) => Lock(path, mode, out _);

    private static SafeFileHandle? Lock(string path, FileMode mode, out bool isMissing)
    {
        isMissing = false;
        try
        {
            return File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (FileNotFoundException)
        {
            isMissing = true;
            return null;
        }
        catch (IOException e) when (mode == FileMode.Open || e.HResult == WouldBlock)
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (mode == FileMode.Open)
        {
            return null;
        }
    }
}
