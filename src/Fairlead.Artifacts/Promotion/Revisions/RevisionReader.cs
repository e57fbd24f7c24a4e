using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Linting;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>
/// Reads the manifests of commits that strangers may have made, those of images and those of files. Only what their readers ask for is taken out of the repository, as plain
/// files in a folder of this user's own, for as long as they are read. A symbolic link or a submodule among them is an error.
/// </summary>
public sealed class RevisionReader
{
    private const long MaxBytes = 128 << 20; // of one commit's manifests: some twenty times Kubernetes'

    private static readonly string[] s_folders = ["manifests", "images", "filestores"];

    private readonly GitRepository _repository;
    private readonly RepositoryPath _path;
    private readonly TimeProvider _time;

    /// <param name="repository">The repository, or a folder in it; null: the current one.</param>
    /// <param name="path">Where the manifests are in it.</param>
    /// <param name="time">For time-outs.</param>
    public RevisionReader(string? repository, RepositoryPath path, TimeProvider time)
    {
        _repository = new GitRepository(Path.GetFullPath(repository ?? "."), repository is not null, time);
        (_path, _time) = (path, time);
    }

    /// <summary>The commits that a range compares: what there was, and what there is to be.</summary>
    /// <exception cref="GitException">There are none.</exception>
    public async Task<(string Base, string Head)> ResolveAsync(RevisionRange range, CancellationToken cancel)
    {
        var head = await _repository.ResolveAsync(range.Head, cancel).ConfigureAwait(false);
        var start = await _repository.ResolveAsync(range.Base, cancel).ConfigureAwait(false);
        return (range.FromMergeBase ? await _repository.MergeBaseAsync(start, head, cancel).ConfigureAwait(false) : start, head);
    }

    /// <summary>Reads what a commit has. Where it has no manifests at all, nothing is wrong and nothing is said.</summary>
    /// <param name="commit">Its full id.</param>
    /// <param name="map">What takes the place of the manifests' names.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="GitException">The repository can't be read.</exception>
    public async Task<RevisionManifests> ReadAsync(string commit, NameMap map, CancellationToken cancel)
    {
        var problems = new List<PromotionProblem>();
        var entries = await FindAsync(commit, problems, cancel).ConfigureAwait(false);
        foreach (var entry in entries.Where(entry => entry.Path.Length > 0 && entry.Problem is not null)) problems.Add(Problem(entry.Path, entry.Problem!));
        var lists = ListFolders(entries);
        List<GitEntry> files = [.. entries.Where(entry => entry.IsFile && (IsManifest(entry.Path) || IsList(entry.Path, lists)))];
        foreach (var file in files.Where(file => file.Size > ManifestFile.MaxBytes)) problems.Add(Problem(file.Path, $"larger than {ManifestFile.MaxBytes >> 20} MiB"));
        if (files.Sum(file => file.Size) > MaxBytes) problems.Add(Problem("", $"the manifests are larger than {MaxBytes >> 20} MiB together"));
        var ids = files.ToDictionary(file => PathOf(file.Path), file => file.Id, StringComparer.Ordinal);
        if (entries.Count == 0 || problems.Count > 0) return new RevisionManifests(commit, new PromotionManifests([], problems), new FileManifests([], []), problems, ids);

        var folder = Directory.CreateTempSubdirectory("fairlead-diff-").FullName; // 0700
        try
        {
            await TakeOutAsync(folder, entries, files, cancel).ConfigureAwait(false);
            var root = files is [{ Path: "" }] ? SingleFile(folder) : folder;
            var read = LintSubject.Read(root, map, _time, cancel);
            var places = new RepositoryPlaces(root, _path);
            return new RevisionManifests(commit, places.Of(read.Images), places.Of(read.Files), [.. read.Problems.Select(places.Of)], ids);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GitException($"the manifests of {commit} can't be taken out: {Quoted.Text(e.Message)}", e);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What there is in the folders of manifests; or the one file, as an entry without a path.</summary>
    private async Task<IReadOnlyList<GitEntry>> FindAsync(string commit, List<PromotionProblem> problems, CancellationToken cancel)
    {
        var at = new GitEntry("040000", commit, 0, "");
        foreach (var part in _path.Parts)
        {
            if (!at.IsTree) return []; // a file has nothing below it
            var found = (await _repository.ListAsync(at.Id, isDeep: false, cancel).ConfigureAwait(false)).FirstOrDefault(entry => entry.Path == part);
            if (found is null) return [];
            if (found.Problem is { } problem) problems.Add(Problem("", problem));
            at = found with { Path = "" };
        }
        if (!at.IsTree) return at.IsFile ? [at] : [];

        var entries = new List<GitEntry>();
        foreach (var folder in (await _repository.ListAsync(at.Id, isDeep: false, cancel).ConfigureAwait(false)).Where(entry => s_folders.Contains(entry.Path)))
        {
            if (!folder.IsTree) entries.Add(folder);
            else entries.AddRange((await _repository.ListAsync(folder.Id, isDeep: true, cancel).ConfigureAwait(false)).Select(entry => entry with { Path = $"{folder.Path}/{entry.Path}" }));
        }
        return entries;
    }

    private async Task TakeOutAsync(string folder, IReadOnlyList<GitEntry> entries, List<GitEntry> files, CancellationToken cancel)
    {
        // Also those that hold nothing that is read: the reader has something to say of them.
        foreach (var parts in entries.Select(entry => entry.Path.Split('/')).Where(parts => parts.Length > 1)) Directory.CreateDirectory(Path.Combine([folder, .. parts[..^1].Take(2)]));
        var contents = await _repository.ReadAsync(files, cancel).ConfigureAwait(false);
        foreach (var (file, content) in files.Zip(contents))
        {
            var path = file.Path.Length == 0 ? SingleFile(folder) : Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // lists of files lie at any depth
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            stream.Write(content.Span);
        }
    }

    private static bool IsManifest(string path) =>
        path.Split('/') is [""] or ["manifests", _, "promoter-manifest.yaml"] or ["images", _, "images.yaml"] or ["filestores", _, FileManifestReader.StoresFile];

    /// <summary>The names of the folders whose lists are read: those that a manifest of files has.</summary>
    private static HashSet<string> ListFolders(IEnumerable<GitEntry> entries) =>
        entries.Select(entry => entry.Path.Split('/')).Where(parts => parts is ["filestores", _, FileManifestReader.StoresFile]).Select(parts => parts[1]).ToHashSet(StringComparer.Ordinal);

    private static bool IsList(string path, HashSet<string> folders) =>
        path.EndsWith(FileLists.Ending, StringComparison.Ordinal) && path.Split('/') is ["manifests", var name, _, ..] && folders.Contains(name);

    /// <summary>A manifest in one file goes by its file's name.</summary>
    private string SingleFile(string folder) => Path.Combine(folder, _path.Parts[^1]);

    private string PathOf(string path) => path.Length == 0 ? _path.ToString() : _path.Of(path);

    private PromotionProblem Problem(string path, string message) => new(new FilePlace(PathOf(path), 0, 0), message);
}
