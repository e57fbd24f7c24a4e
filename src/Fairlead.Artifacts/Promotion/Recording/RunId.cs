using System.Globalization;
using System.Security.Cryptography;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>Names of runs: their time, so that a listing is in order, and something that no other run of that second has.</summary>
public static class RunId
{
    private const int RandomBytes = 5;

    /// <summary>A new one, such as <c>20261121T200559Z-3f2a9c1b07</c>.</summary>
    public static string Create(DateTimeOffset began) =>
        string.Create(CultureInfo.InvariantCulture, $"{began.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}");
}
