using Fairlead.Redirector.Presence;

namespace Fairlead.Tests.Redirector.Presence;

public sealed class PresenceCacheModelTests
{
    private const int TickMilliseconds = 100;

    [Theory]
    [InlineData(3, 2)]   // never more keys than room
    [InlineData(6, 3)]   // up to 18 for 8
    [InlineData(40, 1)]
    public void Cache_RandomOperationsOnOneSet_DoesAsTheModel(int digests, int sites)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var cache = new PresenceCache(entries: 8);
            var model = new PresenceCacheModel();
            long now = 0;
            for (var step = 0; step < 2000; step++)
            {
                now += random.Next(3);
                var (digest, site) = (random.Next(digests), (uint)random.Next(1, sites + 1));
                if (random.Next(2) == 0)
                {
                    var answer = random.Next(3) == 0 ? PresenceAnswer.Present : PresenceAnswer.Absent;
                    var expires = ((now + random.Next(1, 40)) * 10_000) + step; // unlike any other
                    cache.Keep(PresenceCacheTests.DigestOf(digest), site, answer, now * 10_000 * TickMilliseconds, expires * TickMilliseconds);
                    model.Keep(digest, site, answer, now * 10_000, expires);
                }
                cache.Find(PresenceCacheTests.DigestOf(digest), site, now * 10_000 * TickMilliseconds)
                    .ShouldBe(model.Find(digest, site, now * 10_000), $"seed {seed}, step {step}");
            }
            cache.Evictions.ShouldBe(model.Evictions, $"seed {seed}");
        }
    }
}
