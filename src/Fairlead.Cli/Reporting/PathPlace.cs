using Fairlead.Artifacts.Stores;

namespace Fairlead.Cli.Reporting;

/// <summary>A file, or a pipe, or a folder with all files below it.</summary>
internal sealed class PathPlace(string path) : LogPlace
{
    private const int MaxDepth = 64;

    private static readonly EnumerationOptions s_entries = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <inheritdoc/>
    public override Task FindAsync(LogCollection found, CancellationToken cancel)
    {
        if (Directory.Exists(path))
        {
            var before = found.Count;
            AddFolder(new DirectoryInfo(path), "", found, depth: 0, cancel);
            if (found.Count == before) found.AddProblem($"{path}: there are no logs in this folder");
        }
        else if (File.Exists(path)) found.Add(new FileLog(path), Identity(path), Path.GetFileName(path));
        else found.AddProblem($"{path}: there is no such file or folder");
        return Task.CompletedTask;
    }

    /// <summary>What tells a file from all others.</summary>
    public static string Identity(string file) => "file://" + RealPath.Of(Path.GetFullPath(file));

    private void AddFolder(DirectoryInfo folder, string below, LogCollection found, int depth, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (depth > MaxDepth) throw new IOException($"{folder}: folders are more than {MaxDepth} deep");
        foreach (var entry in folder.EnumerateFileSystemInfos("*", s_entries))
        {
            var name = below + entry.Name;
            if (!LogNames.IsLog(name)) continue;
            // It could lead anywhere, in a circle too.
            if (entry.LinkTarget is not null) found.AddNote($"{Path.Combine(path, name)}: a symbolic link is not followed; name what it leads to");
            else if (entry is DirectoryInfo inner) AddFolder(inner, name + "/", found, depth + 1, cancel);
            else if (!RegularFile.Is(entry.FullName)) found.AddNote($"{Path.Combine(path, name)}: a pipe, a socket or a device in a folder is not read; name it to have it read");
            else found.Add(new FileLog(Path.Combine(path, name)), Identity(entry.FullName), name);
        }
    }
}
