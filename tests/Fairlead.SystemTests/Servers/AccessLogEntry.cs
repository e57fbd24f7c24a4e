namespace Fairlead.SystemTests.Servers;

/// <summary>One request, as the server that answered it logged it.</summary>
internal sealed record AccessLogEntry(string Method, string Target, int Status);
