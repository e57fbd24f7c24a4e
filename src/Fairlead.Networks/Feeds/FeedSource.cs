namespace Fairlead.Networks.Feeds;

/// <summary>One source of networks, as a policy names it.</summary>
/// <param name="Name">Unique name: what messages, metrics and <c>--accept</c> call it. <c>name:</c>, else <c>network:</c>, else the type.</param>
/// <param name="Type">The format, one of the feed types.</param>
/// <param name="Network">The network that its prefixes belong to: <c>network:</c>, else the type.</param>
/// <param name="Region">Region of all its prefixes, for formats that carry none; or null.</param>
/// <param name="File">Absolute path; null when <paramref name="Url"/> is set.</param>
/// <param name="Url">http or https URL; null when <paramref name="File"/> is set.</param>
public sealed record FeedSource(string Name, string Type, string Network, string? Region, string? File, Uri? Url);
