namespace Fairlead.Policy.Requests.Regions;

/// <summary>Where a region is: the metro area that its cloud names, in degrees (WGS 84), north and east positive.</summary>
internal sealed record RegionLocation(double Latitude, double Longitude)
{
    /// <summary>Mean radius of the Earth, R1 = (2a + b) / 3, by the IUGG (Moritz, Geodetic Reference System 1980).</summary>
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>
    /// Great-circle distance by the haversine formula, which keeps its precision at short distances (Sinnott, Sky and
    /// Telescope 68, 1984). Off by up to 0.5 % from the ellipsoid: enough to say which of two places is nearer.
    /// </summary>
    public double DistanceKm(RegionLocation other)
    {
        var latitude = double.DegreesToRadians(Latitude);
        var otherLatitude = double.DegreesToRadians(other.Latitude);
        var sinHalfNorth = Math.Sin((otherLatitude - latitude) / 2);
        var sinHalfEast = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var haversine = (sinHalfNorth * sinHalfNorth) + (Math.Cos(latitude) * Math.Cos(otherLatitude) * sinHalfEast * sinHalfEast);
        // Rounding may lift the value for antipodes above 1, where the arcsine is not a number.
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, haversine)));
    }
}
