namespace Fairlead.SystemTests.Load;

/// <summary>A request that was not answered as it should have been.</summary>
/// <param name="Began">Timestamp of <see cref="TimeProvider.System"/>.</param>
/// <param name="Ended">Likewise.</param>
/// <param name="Problem">What came instead.</param>
internal sealed record FailedRequest(long Began, long Ended, string Problem);
