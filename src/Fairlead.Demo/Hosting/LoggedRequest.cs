namespace Fairlead.Demo.Hosting;

/// <summary>
/// A request that a server got: its method, its target as it stood on the wire (path and query, still encoded), and the status
/// of the answer; 0 while there is none, and for good when the connection was cut first.
/// </summary>
public sealed record LoggedRequest(string Method, string Target, int Status);
