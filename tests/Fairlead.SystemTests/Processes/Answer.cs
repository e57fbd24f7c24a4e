namespace Fairlead.SystemTests.Processes;

/// <summary>What a client sees of one response.</summary>
internal sealed record Answer(int Status, string? Location, string Body);
