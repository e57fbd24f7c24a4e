using System.Globalization;
using System.Text;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Reading;

/// <summary>
/// The SHA-256 of objects that were read, one small file each, under the hash of all that tells one version of an object from the others. Only of objects
/// with an ETag: a file of a folder may be changed and keep its size and its time. An ETag alone wouldn't do, where it is an MD5 that can be made to collide.
/// Who can write to the folder can have a file taken for present or for another one, but nothing wrong copied. Nothing of it ever fails a run. Thread-safe,
/// also among processes.
/// </summary>
/// <param name="folder">Where; null: nothing is kept.</param>
/// <param name="time">The clock.</param>
public sealed class DigestCache(string? folder, TimeProvider time)
{
    private const int MaxBytes = 256;

    private int _isSwept;

    /// <summary>What is known of a version of an object; null where nothing is.</summary>
    /// <param name="identity">What tells the object from all others.</param>
    /// <param name="version">As it was listed.</param>
    public Digest? Find(string identity, StoredObject version)
    {
        if (folder is null || version.ETag is null) return null;
        try
        {
            var file = new FileInfo(PathOf(folder, Name(identity, version)));
            if (!file.Exists || file.Length > MaxBytes) return null;
            var lines = File.ReadAllText(file.FullName).Split('\n');
            if (lines.Length != 3 || !Digest.TryParse(lines[0], out var digest) || lines[1] != Proof(identity, version, digest)) return null;
            Stamp(file);
            return digest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps it.</summary>
    public void Keep(string identity, StoredObject version, Digest digest)
    {
        if (folder is null || version.ETag is null) return;
        if (Interlocked.Exchange(ref _isSwept, 1) == 0) ManifestCacheSweep.Run(folder, time.GetUtcNow());
        try
        {
            var path = PathOf(folder, Name(identity, version));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var unfinished = $"{path}.{Guid.NewGuid():N}{ManifestCacheSweep.Unfinished}";
            File.WriteAllText(unfinished, $"{digest}\n{Proof(identity, version, digest)}\n");
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is read again another time.
        }
    }

    // What was of use lately is not swept away.
    private void Stamp(FileInfo file)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - file.LastWriteTimeUtc < ManifestCacheSweep.UnfinishedAge) return;
        try
        {
            file.LastWriteTimeUtc = now;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that can only be read: it is good all the same.
        }
    }

    private static string Name(string identity, StoredObject version) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"{identity}\n{version.Size}\n{version.Modified.UtcTicks}\n{version.ETag}"));

    // A damaged file is as good as none.
    private static string Proof(string identity, StoredObject version, Digest digest) => Hash($"{Name(identity, version)}\n{digest}");

    private static string Hash(string text) => Digest.Of(Encoding.UTF8.GetBytes(text)).Hex;

    private static string PathOf(string folder, string name) => Path.Combine(folder, name[..2], name);
}
