namespace Fairlead.Artifacts.Stores;

/// <summary>
/// A store as users name it: <c>s3://BUCKET[/PREFIX][?region=&amp;endpoint=&amp;keys=]</c> or <c>file:///FOLDER[?keys=]</c>.
/// </summary>
public sealed record StoreUrl
{
    private StoreUrl(string text, KeyTemplate keys) => (Text, Keys) = (text, keys);

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>What blobs are called in it.</summary>
    public KeyTemplate Keys { get; }

    /// <summary>Parses it; <paramref name="problem"/> says what is wrong and what would be right.</summary>
    public static bool TryParse(string text, out StoreUrl? url, out string? problem)
    {
        (url, problem) = (new StoreUrl(text, KeyTemplate.Default), null);
        throw new NotImplementedException();
    }

    /// <summary>Opens the store; nothing is asked of it yet.</summary>
    /// <exception cref="StoreException">It can't be spoken to: no credentials, no such folder.</exception>
    public IBlobStore Open(TimeProvider time) => throw new NotImplementedException(time.ToString());
}
