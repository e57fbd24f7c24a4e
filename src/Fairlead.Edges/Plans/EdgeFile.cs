namespace Fairlead.Edges.Plans;

/// <summary>A file of an export.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Write">Writes its content, which may be large: an address table has hundreds of thousands of lines.</param>
public sealed record EdgeFile(string Name, Action<Stream> Write);
