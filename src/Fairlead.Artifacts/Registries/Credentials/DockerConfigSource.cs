using System.Text;

namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>A file or a text that may hold credentials; read when the first one is asked for. Thread-safe.</summary>
internal sealed class DockerConfigSource
{
    private readonly Lazy<DockerConfig?> _config;

    private DockerConfigSource(Func<DockerConfig?> read) => _config = new(read);

    /// <summary>What it says; null when there is no such file.</summary>
    /// <exception cref="CredentialException">It can't be read.</exception>
    public DockerConfig? Config => _config.Value;

    public static DockerConfigSource File(string path) => new(() => ReadFile(path));

    public static DockerConfigSource Text(string text, string name) => new(() => DockerConfigReader.Read(Encoding.UTF8.GetBytes(text), name));

    private static DockerConfig? ReadFile(string path)
    {
        try
        {
            using var file = System.IO.File.OpenRead(path);
            var text = new byte[DockerConfigReader.MaxBytes + 1];
            var read = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            if (read == text.Length) throw new CredentialException($"{path} is larger than {DockerConfigReader.MaxBytes} bytes");
            return DockerConfigReader.Read(text.AsSpan(0, read), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is (IOException and not CredentialException) or UnauthorizedAccessException)
        {
            throw new CredentialException($"credentials can't be read: {e.Message}", e);
        }
    }
}
