using Fairlead.Tests.Redirector.Upkeep;

namespace Fairlead.Tests.Redirector.Presence;

public sealed class AssumedPresenceTests : TwoMirrors
{
    protected override bool AssumePresent => true;

    [Fact]
    public async Task Find_NothingKnown_IsTheFirstAndNobodyIsAsked()
    {
        (await Bench.HolderAsync(BlobOf(1).Digest)).ShouldBe("near");
        (Near.Requests.Total, Far.Requests.Total).ShouldBe((0, 0));
        Bench.Known(BlobOf(1).Digest).ShouldBe(Fairlead.Redirector.Presence.PresenceAnswer.Unknown, "what is assumed is not believed");
    }
}
