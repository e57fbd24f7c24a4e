namespace Fairlead.SystemTests.Feeds;

/// <summary>Where a client is.</summary>
public enum Place
{
    /// <summary>In AWS, region eu-west-3.</summary>
    AwsParis,

    /// <summary>In Google Cloud.</summary>
    Gcp,

    /// <summary>In no cloud that the feeds know.</summary>
    Elsewhere,
}
