namespace Fairlead.Traffic.Importing;

/// <summary>A log that can be read once, from its start: a file, stdin, an object of a bucket.</summary>
public interface ILogSource
{
    /// <summary>As messages name it: never with a credential.</summary>
    string Name { get; }

    /// <summary>Bytes as it lies there, packed or not, for telling how far reading has come; null when not known.</summary>
    long? Length { get; }

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    Task<Stream> OpenAsync(CancellationToken cancel);
}
