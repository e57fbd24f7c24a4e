namespace Fairlead.Networks.Feeds;

/// <summary>A feed is not of its format. The message says where in the file and what is wrong there.</summary>
public sealed class FeedFormatException(string message, Exception? inner = null) : Exception(message, inner);
