using System.Runtime.CompilerServices;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Objects as files of a folder, each under its key. An object is written beside its place, flushed to the disk and then renamed: it is there
/// whole, or as it was, even after a power cut. The folder itself is not flushed: a name that a power cut takes away is missing in the next
/// listing, and nothing is wrong. (File systems with a journal keep the order of renames: no inventory is there before the blobs that it names.)
/// Content types, cache headers and ETags mean nothing here. Thread-safe, and safe beside other processes.
/// </summary>
internal sealed class FileStore : IBlobStore
{
    private readonly string _root;
    private readonly FileTree _tree;
    private readonly Lock _opening = new();
    private PartialFolder? _partial;

    private FileStore(string name, string root)
    {
        (Name, _root) = (name, root);
        _tree = new FileTree(root);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <param name="name">What the user calls it.</param>
    /// <param name="folder">Where it is; it must be there, or a disk that was not mounted would be filled in its mount point.</param>
    /// <exception cref="StoreException">There is no such folder.</exception>
    public static FileStore Open(string name, string folder) => Directory.Exists(folder)
        ? new FileStore(name, folder)
        : throw new StoreException($"{name}: there is no such folder; make it, or mount the disk that it is on", isTransient: false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var found = Guard("listing it failed", () => _tree.Find(prefix).GetEnumerator());
        while (Guard("listing it failed", found.MoveNext))
        {
            cancel.ThrowIfCancellationRequested();
            yield return found.Current;
        }
    }

    /// <inheritdoc/>
    public Task<StoredObject?> FindAsync(string key, CancellationToken cancel)
    {
        var path = PathOf(key);
        return Task.FromResult(Guard($"looking for {key} failed", () => _tree.HasFolderOf(key) ? FileTree.Look(key, new FileInfo(path)) : null));
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string key, CancellationToken cancel)
    {
        var path = PathOf(key);
        return Task.FromResult(Guard<Stream?>($"reading {key} failed", () =>
        {
            if (!_tree.HasFolderOf(key) || FileTree.Look(key, new FileInfo(path)) is null) return null;
            try
            {
                // No buffer of its own: who reads has one.
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            }
            catch (FileNotFoundException) // since then
            {
                return null;
            }
        }));
    }

    /// <inheritdoc/>
    public async Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        var path = PathOf(key);
        if (options.OnlyIfAbsent && Guard($"looking for {key} failed", () => IsTaken(key, path))) return PutOutcome.ConditionFailed;
        var partial = Guard($"writing {key} failed", () => Partial().NextPath());
        var file = Guard($"writing {key} failed", () => new FilePut(partial, options.Size));
        var isPlaced = false;
        try
        {
            // What the content throws goes to the caller as it is; what the file throws is kept apart by the file.
            await content.CopyToAsync(file, FilePut.BufferBytes(options.Size), cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            if (file.Written != options.Size)
                throw new StoreException($"{Name}: the content of {key} ended after {file.Written} of {options.Size} bytes: nothing was put", isTransient: false);
            isPlaced = Guard($"writing {key} failed", () => file.Finish() && Place(partial, key, path, options.OnlyIfAbsent));
            return isPlaced ? PutOutcome.Written : PutOutcome.ConditionFailed;
        }
        catch (Exception) when (file.Failure is { } failure)
        {
            throw FileFailure.Of(failure, Name, $"writing {key} failed");
        }
        finally
        {
            await file.DisposeAsync().ConfigureAwait(false);
            if (!isPlaced) RemoveQuietly(partial);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken cancel)
    {
        var path = PathOf(key);
        Guard($"removing {key} failed", () =>
        {
            if (_tree.HasFolderOf(key)) File.Delete(path);
            return true;
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> RemoveLeftoversAsync(KeyTemplate keys, CancellationToken cancel) => Task.FromResult(
        Guard("removing what killed runs left failed", () => Directory.Exists($"{_root}/{PartialFolder.Name}") ? Partial().Removed : 0));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _partial?.Dispose();
        return ValueTask.CompletedTask;
    }

    // Not before the first put: who only reads needs no right to write.
    private PartialFolder Partial()
    {
        lock (_opening) return _partial ??= PartialFolder.Open(_root);
    }

    private bool Place(string partial, string key, string path, bool onlyIfAbsent)
    {
        _tree.MakeFolderOf(key);
        try
        {
            return Rename(partial, path, onlyIfAbsent);
        }
        catch (DirectoryNotFoundException) // it was there when it was last looked at
        {
            _tree.Forget();
            _tree.MakeFolderOf(key);
            return Rename(partial, path, onlyIfAbsent);
        }
    }

    // What is no object is never listed: who was told that there was none would come again and again.
    private static bool IsTaken(string key, string path)
    {
        var file = new FileInfo(path);
        if (FileTree.Look(key, file) is not null) return true;
        return file.LinkTarget is null && !file.Exists && !Directory.Exists(path)
            ? false
            : throw new IOException("a symbolic link, a folder or a device has this name; move it away");
    }

    private static bool Rename(string partial, string path, bool onlyIfAbsent)
    {
        if (onlyIfAbsent) return FileNames.TakeFree(partial, path);
        FileNames.Replace(partial, path);
        return true;
    }

    private string PathOf(string key) => (ObjectKey.Problem(key) ?? FileTree.Problem(key)) is { } problem
        ? throw new StoreException($"{Name}: {Formats.Yaml.Quoted.Text(key)} can't be a key here: {problem}", isTransient: false)
        : $"{_root}/{key}";

    private T Guard<T>(string doing, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (FileFailure.IsOfFiles(e))
        {
            throw FileFailure.Of(e, Name, doing);
        }
    }

    private static void RemoveQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (FileFailure.IsOfFiles(e))
        {
            // It is removed with what the dead left.
        }
    }
}
