namespace Fairlead.Cli;

/// <summary>Why a file that was named can't be read, for a message that has named it.</summary>
internal static class FileProblem
{
    /// <summary>The system's reason; the runtime's words for a file that isn't there repeat its path, and say no more.</summary>
    public static string Of(Exception failure) => failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : failure.Message;
}
