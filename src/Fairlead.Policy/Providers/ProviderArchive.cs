using Fairlead.Formats.Archives;
using Fairlead.Formats.Streams;
using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Providers;

/// <summary>
/// Provider files in an archive of a repository, <c>.tar.gz</c> as GitHub, GitLab and <c>git archive</c> make them. It is read in memory and
/// never unpacked to disk; an archive with names that lead out of it, with links among the provider files, or of no end is refused whole.
/// </summary>
public static class ProviderArchive
{
    /// <summary>Bytes unpacked, at the most: kubernetes/k8s.io has some 50 MB.</summary>
    private const long MaxUnpackedBytes = 512L << 20;

    private const int MaxMembers = 200_000; // Linux has 90,000 files

    /// <summary>Reads them. Throws nothing for anything that an archive may hold; what the stream throws passes through.</summary>
    /// <param name="origin">What messages call the archive.</param>
    /// <param name="archive">Read to the end of what matters; it stays the caller's.</param>
    /// <param name="folder">
    /// Where they are in it, below or above the one folder that such archives begin with. Null: wherever a YAML file looks like one.
    /// </param>
    public static ProviderFilesLoad Read(string origin, Stream archive, string? folder)
    {
        var collector = new ProviderFileCollector(origin);
        try
        {
            using var unpacked = Decompression.Open(archive, MaxUnpackedBytes);
            Collect(new TarArchive(unpacked, MaxUnpackedBytes), folder, collector);
        }
        catch (InvalidDataException e)
        {
            collector.Refuse($"not a whole archive (.tar.gz): {e.Message}");
        }
        return collector.Finish(onlyThoseThatLookIt: folder is null);
    }

    private static void Collect(TarArchive tar, string? folder, ProviderFileCollector collector)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var members = 0; tar.Next() is { } member; members++)
        {
            if (members >= MaxMembers) throw new InvalidDataException($"more than {MaxMembers} members");
            if (LeadsOut(member.Name)) throw new InvalidDataException($"{Quoted.Text(member.Name)} leads out of the archive");
            if (!ProviderFileCollector.IsCandidate(member.Name) || !IsIn(folder, member.Name) || member.Kind == TarMemberKind.Directory) continue;
            if (member.Kind != TarMemberKind.File)
            {
                if (folder is null) continue; // somewhere in a repository links are usual; they are never followed
                throw new InvalidDataException($"{Quoted.Text(member.Name)} is a link or a device, not a file");
            }
            if (!names.Add(member.Name)) throw new InvalidDataException($"{Quoted.Text(member.Name)} is there twice");
            if (member.Size > ProviderFileCollector.MaxFileBytes)
            {
                if (folder is null) continue; // no provider file
                throw new InvalidDataException($"{Quoted.Text(member.Name)} is larger than {ProviderFileCollector.MaxFileBytes} bytes");
            }
            if (!collector.Add(member.Name, tar.Read(member, ProviderFileCollector.MaxFileBytes))) return;
        }
    }

    private static bool LeadsOut(string name) => name.StartsWith('/') || name.Split('/', '\\').Contains("..");

    private static bool IsIn(string? folder, string name)
    {
        if (folder is null) return true;
        var own = name[..Math.Max(0, name.LastIndexOf('/'))];
        return own == folder || own[(own.IndexOf('/') + 1)..] == folder;
    }
}
