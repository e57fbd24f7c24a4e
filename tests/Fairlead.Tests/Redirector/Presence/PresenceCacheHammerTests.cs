using Fairlead.Formats.Oci;
using Fairlead.Redirector.Presence;

namespace Fairlead.Tests.Redirector.Presence;

/// <summary>Readers and writers at the same few sets. Each key has one answer that can be told from the key, so that any mix-up shows.</summary>
public sealed class PresenceCacheHammerTests
{
    private const int Keys = 96;
    private const int Rounds = 150_000;
    private static readonly Digest[] s_digests = [.. Enumerable.Range(0, Keys).Select(PresenceCacheTests.DigestOf)];
    private readonly PresenceCache _cache = new(entries: 32);

    [Fact]
    public async Task Find_WhileOthersWrite_NeverGivesAnotherKeysAnswer()
    {
        var writers = Enumerable.Range(0, 2).Select(seed => Task.Run(() => Write(new Random(seed))));
        var readers = Enumerable.Range(2, 2).Select(seed => Task.Run(() => Read(new Random(seed))));
        await Task.WhenAll([.. writers, .. readers]);

        _cache.Used.ShouldBeLessThanOrEqualTo(_cache.Capacity);
        foreach (var digest in s_digests) Check(digest, 1); // nothing is left half written
    }

    private void Write(Random random)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (digest, site) = (s_digests[random.Next(Keys)], (uint)random.Next(1, 3));
            _cache.Keep(digest, site, AnswerOf(digest, site), 0, 1000 + random.Next(100_000));
        }
    }

    private void Read(Random random)
    {
        for (var round = 0; round < Rounds; round++) Check(s_digests[random.Next(Keys)], (uint)random.Next(1, 3));
    }

    private void Check(in Digest digest, uint site)
    {
        var answer = _cache.Find(digest, site, 0);
        if (answer != PresenceAnswer.Unknown && answer != AnswerOf(digest, site)) throw new InvalidOperationException($"{digest} at {site}: {answer}");
    }

    private static PresenceAnswer AnswerOf(in Digest digest, uint site) => (((uint)digest.GetHashCode() ^ site) & 1) == 0 ? PresenceAnswer.Present : PresenceAnswer.Absent;
}
