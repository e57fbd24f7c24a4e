using System.Net;
using System.Security.Cryptography;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Formats.Inventories;
using Fairlead.Tests.Redirector.Upkeep;
using Fairlead.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Redirector.Inventories;

/// <summary>What a mirror may send as its inventory, through the loader: the same mutations in every run.</summary>
public sealed class HostileInventoryTests : IDisposable
{
    private const int Blobs = 60;
    private const int Rounds = 4000;
    private static readonly byte[] s_good = InventorySamples.Bytes(InventorySamples.Of(Blobs));
    private readonly ManualTime _time = new(InventorySamples.Written.AddHours(1));
    private readonly Clock _clock;
    private readonly LogLines _log = new();
    private readonly Answers _answers = new();
    private readonly HttpClient _http;
    private readonly InventorySlot[] _slots;
    private readonly InventoryKeeper _keeper;

    public HostileInventoryTests()
    {
        _clock = new Clock(_time);
        _http = new HttpClient(_answers);
        _slots = [Slot("good"), Slot("bad")];
        var config = new PresenceConfig(TimeSpan.FromSeconds(1), Candidates: 2, TimeSpan.FromHours(1), TimeSpan.FromHours(1), Entries: 1000, HeadsPerSecond: 1) { InventoryMaxAge = TimeSpan.MaxValue };
        _keeper = new InventoryKeeper(new InventoryFetcher(_http, _time), () => _slots, () => config, _clock, _log);
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefreshAsync_Mutations_AreRefusedOrHeldAsTheySay(bool hasRightHash)
    {
        await RefreshAsync();
        var random = new Random(hasRightHash ? 1 : 2);
        var taken = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutated(random, hasRightHash);
            _answers.Bad = bytes;
            var bad = _slots[1] = Slot("bad"); // one that knows no newer one
            await _keeper.RefreshAsync([bad], TestContext.Current.CancellationToken);
            (bad.Last is null).ShouldBe(bad.Counters.ReadInventoryFailures(isRefused: true) == 1);
            if (bad.Last is not { } holdings) continue;
            taken++;
            var right = InventorySamples.Read(bytes).Digests.ToArray();
            holdings.Count.ShouldBe(right.Length);
            right.ShouldAllBe(digest => Holds(holdings, digest));
        }
        (taken > 0).ShouldBe(hasRightHash);
        _log.Of(LogLevel.Warning).ShouldAllBe(line => !line.Any(char.IsControl));
        _slots[0].Last!.Count.ShouldBe(Blobs, "what one mirror says changes nothing of another's");
        Enumerable.Range(0, Blobs).ShouldAllBe(i => Holds(_slots[0].Last!, InventorySamples.DigestOf(i)));
    }

    [Fact]
    public async Task RefreshAsync_OneThatNobodyExpected_KeepsNobodyElseFromTheirs()
    {
        _answers.Failure = new InvalidOperationException("never heard of");
        Array.Reverse(_slots); // it is asked first
        await RefreshAsync();
        _slots[1].Last!.Count.ShouldBe(Blobs);
        _log.Of(LogLevel.Warning).ShouldBe(["bad: its inventory is refused: it can't be taken: never heard of; HEADs find out what it holds"]);
        _slots[0].Counters.ReadInventoryFailures(isRefused: true).ShouldBe(1);
    }

    [Fact]
    public async Task RefreshAsync_AnswerThatIsNoHttp_WritesToNoTerminal()
    {
        _answers.Failure = new HttpRequestException("Received an invalid status line: 'HTTP/1.1 \u001b[31m\r'");
        await RefreshAsync();
        _log.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("'HTTP/1.1 ?[31m?'");
    }

    private InventorySlot Slot(string name) => new(name, new Uri($"https://{name}.example/i"), new MirrorCounters(name), _clock);

    private static bool Holds(MirrorHoldings holdings, Digest digest)
    {
        var place = default(DigestPlace);
        return holdings.Holds(digest, ref place);
    }

    private Task RefreshAsync() => _keeper.RefreshAsync(TestContext.Current.CancellationToken);

    private static byte[] Mutated(Random random, bool hasRightHash)
    {
        var bytes = s_good.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.Insert(at, (byte)random.Next(256)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)); break;
                case 3 when bytes.Count > 32: bytes[random.Next(32)] ^= (byte)(1 << random.Next(8)); break; // the header: times and counts
                default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            }
            if (bytes.Count == 0) bytes.Add(0);
        }
        if (hasRightHash && bytes.Count > SHA256.HashSizeInBytes)
        {
            var length = bytes.Count - SHA256.HashSizeInBytes;
            return [.. bytes[..length], .. SHA256.HashData(bytes[..length].ToArray())];
        }
        if (bytes.SequenceEqual(s_good)) bytes[^1] ^= 1;
        return [.. bytes];
    }

    /// <summary>Two mirrors, one of which says what the test wants it to.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        public byte[] Bad { get; set; } = s_good;

        public Exception? Failure { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isBad = request.RequestUri!.Host == "bad.example";
            if (isBad && Failure is { } failure) return Task.FromException<HttpResponseMessage>(failure);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(isBad ? Bad : s_good) });
        }
    }
}
