using Fairlead.Edges.Plans;
using Fairlead.Formats.Streams;

namespace Fairlead.Cli.Exporting;

/// <summary>The folder that an export is written into.</summary>
internal static class ExportFolder
{
    /// <summary>
    /// Writes all of these files, or none: they number what is in them alike, and an old one beside a new one would send clients to the wrong places. They are written beside the old ones,
    /// brought to the disk, and put in their place together, at the end, by renaming. Files of other names stay.
    /// </summary>
    /// <param name="folder">The folder; made if need be.</param>
    /// <param name="files">The files.</param>
    /// <param name="cancel">Ends it; what was there is still there.</param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="IOException">They can't be written; likewise.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be written; likewise.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, IReadOnlyList<EdgeFile> files, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        string[] paths = [.. files.Select(file => Path.Combine(folder, file.Name))];
        if (paths.FirstOrDefault(Directory.Exists) is { } taken) throw new IOException($"{taken} is a folder, and a file of that name is to be written: name another folder");
        var beside = Path.Combine(folder, $".export-{Guid.NewGuid():N}");
        Directory.CreateDirectory(beside);
        try
        {
            foreach (var file in files)
                await WholeFile.WriteAsync(Path.Combine(beside, file.Name), replace: false, to => Task.Run(() => file.Write(to), cancel), cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            foreach (var path in paths) File.Move(Path.Combine(beside, Path.GetFileName(path)), path, overwrite: true);
        }
        finally
        {
            Directory.Delete(beside, recursive: true);
        }
        return paths;
    }
}
