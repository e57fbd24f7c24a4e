namespace Fairlead.Artifacts.Registries;

/// <summary>One entry of Google's <c>manifest</c> map.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="ImageSize">Bytes of the whole image as the registry counts them (<c>imageSizeBytes</c>, a string there); null where it says none.</param>
/// <param name="Tags">The tags that name it.</param>
/// <param name="Uploaded">When it was pushed (<c>timeUploadedMs</c>, a string there); null where it says nothing.</param>
public sealed record ListedManifest(string MediaType, long? ImageSize, IReadOnlyList<string> Tags, DateTimeOffset? Uploaded);
