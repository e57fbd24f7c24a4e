namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>A file can't be changed as was asked. The message says why, and what to do; the file is as it was.</summary>
public sealed class EditException(string message, Exception? inner = null) : Exception(message, inner);
