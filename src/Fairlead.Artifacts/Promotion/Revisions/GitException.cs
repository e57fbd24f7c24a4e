namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>A repository can't be read as was asked. The message says what, and what to do; it holds no control characters.</summary>
public sealed class GitException(string message, Exception? inner = null) : Exception(message, inner);
