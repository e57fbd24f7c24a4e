using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Stores;

/// <summary>What the file system says, as a store's failure.</summary>
internal static class FileFailure
{
    // errno(3) of Linux, which is what .NET has in HResult where it has no exception of its own.
    private const int OtherDevice = 18;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int OverQuota = 122;

    public static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException && e is not StoreException;

    public static StoreException Of(Exception e, string store, string doing) => new($"{store}: {doing}: {Remedy(e)}", isTransient: false, e);

    private static string Remedy(Exception e) => e switch
    {
        { HResult: NoSpace } => "the disk is full; make room or take a larger one",
        { HResult: OverQuota } => "the disk quota is used up; raise it or make room",
        { HResult: ReadOnly } => "the file system is mounted read-only",
        { HResult: OtherDevice } => $"another file system is mounted in the store's folder, so that nothing can be moved there from {PartialFolder.Name}; make a store of it",
        UnauthorizedAccessException => "permission denied; the user that runs this must own the folder or be let in",
        PathTooLongException => "the file system takes no name as long as this",
        _ => Quoted.Text(e.Message),
    };
}
