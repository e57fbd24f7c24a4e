namespace Fairlead.Policy.Loading;

/// <summary>A place that holds copies of blobs.</summary>
/// <param name="Name">Unique in the policy: <c>name:</c>, else <c>provider-region</c>.</param>
/// <param name="Provider">Name of the provider whose mirror it is.</param>
/// <param name="Region">Region it stands in, or null.</param>
/// <param name="UrlBefore">The URL up to <c>{digest}</c>, region filled in; fit for a header.</param>
/// <param name="UrlAfter">The URL after <c>{digest}</c>; often empty.</param>
/// <param name="Inventory">Where it says which blobs it holds, region filled in; null where it doesn't.</param>
public sealed record MirrorConfig(string Name, string Provider, string? Region, string UrlBefore, string UrlAfter, Uri? Inventory = null);
