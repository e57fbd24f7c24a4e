namespace Fairlead.SystemTests.Processes;

/// <summary>A directory of one test's own, gone with it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fairlead-system-").FullName;

    /// <summary>Path of a file in here; nothing is created.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A directory in here, created.</summary>
    public string Subdirectory(string name) => Directory.CreateDirectory(File(name)).FullName;

    /// <summary>Writes a text file in here and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = File(name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that was just killed may still have made a file in here. It is in the system's temporary directory.
        }
        catch (UnauthorizedAccessException)
        {
            // Likewise: layers unpack with the permissions that their image gives them.
        }
    }
}
