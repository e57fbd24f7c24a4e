namespace Fairlead.Edges.Plans;

/// <summary>A policy asks for what a proxy can't do. The message says what, and what to do instead.</summary>
public sealed class EdgeRefusedException(string message) : Exception(message);
