namespace Fairlead.Policy.Requests;

/// <summary>What a request gets: the rule that decided, where it is sent (null for answers that are no redirect), and by which mirror.</summary>
public readonly record struct Decision(Rule Rule, string? Location = null, Mirror? Mirror = null);
