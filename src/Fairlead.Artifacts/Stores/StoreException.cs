namespace Fairlead.Artifacts.Stores;

/// <summary>A store refused or can't be reached. The message names the store, the key and the remedy where there is one.</summary>
/// <param name="message">What happened.</param>
/// <param name="isTransient">Whether the same may succeed a little later.</param>
/// <param name="inner">What lies behind it.</param>
public sealed class StoreException(string message, bool isTransient, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Whether the same may succeed a little later.</summary>
    public bool IsTransient => isTransient;
}
