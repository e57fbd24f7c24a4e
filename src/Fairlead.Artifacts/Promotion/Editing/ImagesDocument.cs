using System.Text;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>
/// A file with a list of images, to which more is added: comments, order, quotes, indentation and line ends stay, byte for byte. Each step is
/// proven by reading what came of it: it says what it said and the addition, or nothing is changed. Not thread-safe.
/// </summary>
public sealed class ImagesDocument
{
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancel;
    private readonly byte[] _original;
    private YamlNode _root;

    private ImagesDocument(string path, byte[] original, YamlNode root, IReadOnlyList<ManifestImage> images, TimeProvider time, CancellationToken cancel)
    {
        (Path, _original, _root, Images, _time, _cancel) = (path, original, root, images, time, cancel);
        Before = After = Encoding.UTF8.GetString(original);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its text as it was read.</summary>
    public string Before { get; }

    /// <summary>Its text as it is to be.</summary>
    public string After { get; private set; }

    /// <summary>What it lists, with all that was added.</summary>
    public IReadOnlyList<ManifestImage> Images { get; private set; }

    /// <summary>Whether something was added.</summary>
    public bool IsChanged => Before != After;

    /// <summary>Reads an <c>images.yaml</c>, or a file that has its registries with it. A symbolic link is not followed.</summary>
    /// <exception cref="EditException">It can't be read, or something is wrong with it.</exception>
    public static ImagesDocument Open(string path, TimeProvider time, CancellationToken cancel)
    {
        var content = Content(path);
        var (root, images) = Parse(content, path, cancel);
        return new ImagesDocument(path, content, root, images, time, cancel);
    }

    /// <summary>Adds a digest with its tags, in the place and style of its neighbours. In memory: <see cref="SaveAll"/> writes it.</summary>
    /// <exception cref="EditException">A tag is another digest's already, or the file is written in a way that isn't understood.</exception>
    public AdditionKind Add(ImageAddition addition)
    {
        RefuseMove(addition);
        var (list, entry) = ImagesTree.Find(_root)!.Value;
        var editor = Editor(list, entry);
        var places = editor.Images.Where(image => image.Text == addition.Image).ToList();
        if (places.Count == 0)
        {
            var index = editor.PlaceOf(addition.Image);
            Change(editor.AddImage(index, addition), ImagesTree.WithImage(_root, list, index, addition));
            return AdditionKind.Image;
        }
        if (Find(places, addition.Digest) is null)
        {
            Change(editor.AddDigest(places[0], addition.Digest, addition.Tags), ImagesTree.WithDigest(_root, places[0].Digests, addition.Digest, addition.Tags));
            return AdditionKind.Digest;
        }
        var kind = AdditionKind.Nothing;
        foreach (var tag in addition.Tags)
        {
            if (Images.Any(image => image.Name == addition.Image && image.Digests.Any(digest => digest.Tags.Any(one => one.Name == tag)))) continue;
            AddTag(addition, tag);
            kind = AdditionKind.Tags;
        }
        return kind;
    }

    /// <summary>
    /// Writes the files that were changed: all of them beside themselves, flushed and read again, and only then each in its place in one moment, with its mode.
    /// Whatever goes wrong before, all are as they were.
    /// </summary>
    /// <exception cref="EditException">One was changed by somebody else since it was read, or what was written does not say what was meant.</exception>
    /// <exception cref="IOException">One can't be written.</exception>
    public static void SaveAll(IEnumerable<ImagesDocument> documents)
    {
        var replacements = new List<FileReplacement>();
        try
        {
            foreach (var document in documents.Where(document => document.IsChanged)) replacements.Add(document.Write());
            foreach (var replacement in replacements) replacement.Place();
        }
        finally
        {
            foreach (var replacement in replacements) replacement.Dispose();
        }
    }

    private FileReplacement Write()
    {
        if (!Content(Path).AsSpan().SequenceEqual(_original)) throw new EditException($"{Path} was changed by somebody else meanwhile: try again");
        var replacement = FileReplacement.Write(Path, Encoding.UTF8.GetBytes(After));
        YamlNode? written = null;
        var problems = new List<PromotionProblem>();
        new ManifestFile(replacement.Beside, _time, CancellationToken.None).Read(problems, (_, root) => written = root);
        if (problems.Count == 0 && written is not null && ImagesTree.AreSame(written, _root)) return replacement;
        replacement.Dispose();
        throw new EditException($"{Path} would not say what was meant, and is as it was; is the disk in order?");
    }

    private void AddTag(ImageAddition addition, string tag)
    {
        var (list, entry) = ImagesTree.Find(_root)!.Value;
        var editor = Editor(list, entry);
        var (image, tags) = Find(editor.Images.Where(image => image.Text == addition.Image), addition.Digest)!.Value;
        Change(editor.AddTag(image, tags, tag), ImagesTree.WithTag(_root, tags, tag));
    }

    // Places in a text are told without the byte order mark that it may begin with.
    private ImageListEditor Editor(YamlSequence list, YamlEntry? entry) => new(After[MarkLength..], _root, list, entry);

    private int MarkLength => After.StartsWith('\uFEFF') ? 1 : 0;

    private static (ListedImage Image, YamlSequence Tags)? Find(IEnumerable<ListedImage> images, Digest digest)
    {
        var key = digest.ToString();
        foreach (var image in images)
        {
            if (image.Digests.Entries.FirstOrDefault(entry => entry.Key.Text == key) is { Value: YamlSequence tags }) return (image, tags);
        }
        return null;
    }

    private void RefuseMove(ImageAddition addition)
    {
        foreach (var digest in Images.Where(image => image.Name == addition.Image).SelectMany(image => image.Digests).Where(digest => digest.Digest != addition.Digest))
        {
            foreach (var tag in digest.Tags.Where(tag => addition.Tags.Contains(tag.Name)))
                throw new EditException($"{tag.At}: {addition.Image}:{tag.Name} is {digest.Digest}, and tags never move: give {addition.Digest} another tag");
        }
    }

    private void Change(IEnumerable<TextEdit> edits, YamlNode expected)
    {
        var text = After[..MarkLength] + TextEdit.Apply(After[MarkLength..], edits);
        var (root, images) = Parse(Encoding.UTF8.GetBytes(text), Path, _cancel);
        if (!ImagesTree.AreSame(root, expected)) throw new EditException($"{Path} is written in a way that can't be added to safely: add it by hand");
        (After, _root, Images) = (text, root, images);
    }

    private static byte[] Content(string path)
    {
        try
        {
            return ManifestFile.Content(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EditException($"{path}: {e.Message}", e);
        }
    }

    private static (YamlNode Root, IReadOnlyList<ManifestImage> Images) Parse(byte[] content, string path, CancellationToken cancel)
    {
        var document = YamlReader.Read(content, ManifestFile.MaxBytes, cancel);
        var (report, problems) = (new YamlReport(), document.Problems);
        IReadOnlyList<ManifestImage>? images = null;
        if (document.Root is { } root && problems.Count == 0)
        {
            if (ImagesTree.Find(root) is { } found) images = ImagesReader.Read(report, found.List, new ManifestFile(path, TimeProvider.System, cancel));
            problems = report.Finish();
            if (images is not null && problems.Count == 0) return (root, images);
        }
        throw new EditException(problems.Count == 0 ? $"{path}: there is no list of images in it" : $"{path}:{problems[0].Line}:{problems[0].Column}: {problems[0].Message}");
    }
}
