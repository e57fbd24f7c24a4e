using Fairlead.Networks.Lookup;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class PartMergerTests : IDisposable
{
    private static SampleRequest Blank { get; } = new(CellSamples.Day, "", "", "", 0, "", ContentKind.Blob, 2, "", 1, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-merge").FullName;
    private int _files;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>However requests are shared out over parts, and however those are merged, the file is that of all at once.</summary>
    [Fact]
    public async Task MergeAsync_PartsInAnyOrderAndNesting_GiveTheBytesOfOneTable()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var requests = CellSamples.Requests(random, random.Next(400));
            var whole = CellSamples.Part(CellSamples.Table(requests), Summary(requests.Length));
            CellSamples.Cells(whole).ShouldBe(CellSamples.Oracle(requests));
            var parts = requests.GroupBy(_ => random.Next(8)).Select(shared => Write([.. shared])).ToList();
            while (parts.Count > 1)
            {
                var some = Enumerable.Range(0, Math.Min(parts.Count, random.Next(2, 5))).Select(_ => Take(parts, random)).ToList();
                parts.Add(await MergeAsync(some));
            }
            if (parts.Count == 1) File.ReadAllBytes(parts[0]).ShouldBe(whole, $"seed {seed}");
        }
    }

    [Fact]
    public async Task MergeAsync_MoreThanMayBeOpen_IsTheSame()
    {
        var requests = CellSamples.Requests(new Random(1), 3 * MergeRun.MostOpen);
        var merged = await MergeAsync([.. requests.Select(request => Write([request]))]);
        File.ReadAllBytes(merged).ShouldBe(CellSamples.Part(CellSamples.Table(requests), Summary(requests.Length)));
        Directory.GetFiles(_folder, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task MergeAsync_ByMonth_IsThatOfRequestsOfMonths()
    {
        var requests = CellSamples.Requests(new Random(2), 2_000, days: 60); // from October 11 on
        var merged = await MergeAsync([Write(requests[..900]), Write(requests[900..1_800]), Write(requests[1_800..])], byMonth: true);
        var months = requests.Select(it => it with { Period = MonthOf(it.Period) }).ToArray();
        File.ReadAllBytes(merged).ShouldBe(CellSamples.Part(CellSamples.Table(months), Summary(requests.Length) with { IsByDay = false }));
        CellSamples.Cells(File.ReadAllBytes(merged)).ShouldBe(CellSamples.Oracle(months));
        CellSamples.Cells(File.ReadAllBytes(merged)).Select(cell => cell.Key.Period).Distinct().ShouldBe([20_727, 20_758, 20_788]); // October 1, November 1, December 1
        (await MergeAsync([merged, Write(requests[..1])], byMonth: true)).ShouldNotBeNull();
    }

    /// <summary>A table that is full while days become months goes into temporary parts: with room for very few cells, very many.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Write_ByMonthWithRoomForFewCells_IsTheSame(int cells)
    {
        var requests = CellSamples.Requests(new Random(3), 400, days: 60);
        var months = Summary(requests.Length) with { IsByDay = false };
        using var temporary = new TemporaryParts(Path.Combine(_folder, "x.fat"));
        using var to = new MemoryStream();
        new MergeRun(months, temporary, CancellationToken.None, AsnNames.None, cells).Write(to, [Write(requests[..250]), Write(requests[250..])], []);
        to.ToArray().ShouldBe(CellSamples.Part(CellSamples.Table(requests.Select(it => it with { Period = MonthOf(it.Period) })), months));
        Directory.GetFiles(_folder, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task MergeAsync_DifferentSalts_IsRefusedWithBothNames()
    {
        var requests = CellSamples.Requests(new Random(4), 10);
        string one = Write(requests), another = Write(requests, Summary(10) with { Salt = 7 }), none = Write([requests[0] with { Client = 0 }], Summary(1) with { Salt = null });
        (await Should.ThrowAsync<InvalidDataException>(() => MergeAsync([none, one, none, another]))).Message
            .ShouldStartWith($"{one} and {another} have different salts (0123456789abcdef and 0000000000000007)");
        var merged = await MergeAsync([none, one, none]);
        using var reader = PartReader.Open(merged);
        reader.Summary.Salt.ShouldBe(CellSamples.Salt);
    }

    [Fact]
    public async Task MergeAsync_DaysAndMonths_IsRefusedUnlessDaysFold()
    {
        var requests = CellSamples.Requests(new Random(5), 10);
        var days = Write(requests);
        var months = Write([.. requests.Select(it => it with { Period = MonthOf(it.Period) })], Summary(10) with { IsByDay = false });
        (await Should.ThrowAsync<InvalidDataException>(() => MergeAsync([days, months]))).Message.ShouldBe($"{days} has days and {months} has months: merge with --by month");
        (await Should.ThrowAsync<InvalidDataException>(() => MergeAsync([months, days]))).Message.ShouldStartWith($"{days} has days and {months}");
        var both = CellSamples.Cells(File.ReadAllBytes(await MergeAsync([days, months], byMonth: true)));
        both.Sum(cell => cell.Requests).ShouldBe(20);
        both.ShouldAllBe(cell => cell.Requests % 2 == 0);
    }

    [Fact]
    public async Task MergeAsync_Summaries_AddUp()
    {
        var one = Write([], new()
        {
            IsByDay = true,
            Salt = null,
            Upstream = "b",
            NetworksAsOf = 9,
            UnnamedRequests = 1,
            Logs = new() { Files = 1, Requests = 4, First = 5, Last = 6, Bad = [new("gcs", "x", 2, ["b"])] },
        });
        var another = Write([], new()
        {
            IsByDay = true,
            Salt = null,
            Upstream = "a",
            NetworksAsOf = 8,
            UnnamedRequests = 2,
            Logs = new() { Files = 2, Requests = 5, First = 4, Last = 4, Bad = [new("gcs", "x", 3, ["a"])] },
        });
        var nothing = Write([], new() { IsByDay = true, Salt = null, Upstream = null, Logs = new() });
        foreach (var order in (string[][])[[one, another, nothing], [nothing, another, one]])
        {
            var path = NewPath();
            var summary = await PartMerger.MergeAsync(order, path, byMonth: false, TestContext.Current.CancellationToken);
            using var reader = PartReader.Open(path);
            foreach (var merged in (PartSummary[])[summary, reader.Summary])
            {
                (merged.Upstream, merged.NetworksAsOf, merged.UnnamedRequests, merged.Salt).ShouldBe(("a", 8, 3, null));
                (merged.Logs.Files, merged.Logs.Requests, merged.Logs.First, merged.Logs.Last).ShouldBe((3, 9, 4, 6));
                var bad = merged.Logs.Bad.ShouldHaveSingleItem();
                (bad.Count, string.Join(',', bad.Shapes)).ShouldBe((5, "a,b"));
            }
        }
    }

    /// <summary>The first in order are kept, the others are "other", and how many requests those are is told.</summary>
    [Fact]
    public async Task MergeAsync_MoreNamesThanThereIsRoom_FoldsTheSameWhateverTheOrder()
    {
        var requests = Enumerable.Range(0, CellNames.MostCountries + 200).Select(i => Blank with { Country = $"{i:D5}", Image = $"{i % 3}" }).ToArray();
        string one = Write(requests[..700]), another = Write(requests[600..]);
        var merged = await MergeAsync([one, another]);
        File.ReadAllBytes(await MergeAsync([another, one])).ShouldBe(File.ReadAllBytes(merged));
        using var reader = PartReader.Open(merged);
        const int folded = 202; // the empty name and "other" take a place each
        reader.Summary.UnnamedRequests.ShouldBe(folded);
        reader.Names.Countries.Count.ShouldBe(CellNames.MostCountries);
        var cells = CellSamples.Cells(reader);
        cells.ShouldBe(cells.Order());
        cells.Where(cell => cell.Key.Country == CellNames.Other).Sum(cell => cell.Requests).ShouldBe(folded);
        cells.Sum(cell => cell.Requests).ShouldBe(requests.Length + 100);
    }

    /// <summary>"other" takes the place of one name: as many are left as there were, and they are not in order as they stand.</summary>
    [Fact]
    public async Task MergeAsync_OneNameMoreThanThereIsRoom_IsFoldedAndCounted()
    {
        var requests = Enumerable.Range(0, CellNames.MostCountries - 1).Select(i => Blank with { Country = $"z{i:D5}" }).ToArray(); // "" and "other" leave room for one less
        using var reader = PartReader.Open(await MergeAsync([Write(requests[..600]), Write(requests[600..])]));
        reader.Summary.UnnamedRequests.ShouldBe(1);
        var cells = CellSamples.Cells(reader);
        cells.ShouldBe(cells.Order());
        cells.Single(cell => cell.Key.Country == CellNames.Other).Requests.ShouldBe(1);
        cells.Count.ShouldBe(requests.Length);
    }

    /// <summary>What loses a name in one merge and a second in the next is one request without a name.</summary>
    [Fact]
    public async Task MergeAsync_NamesLostInTwoRounds_AreCountedOnce()
    {
        var loser = Blank with { Country = "z", Provider = "z" };
        string one = Write([.. Enumerable.Range(0, 700).Select(i => Blank with { Country = $"a{i}" })]);
        string two = Write([.. Enumerable.Range(0, 700).Select(i => Blank with { Country = $"b{i}" }), loser]);
        string three = Write([.. Enumerable.Range(0, CellKey.MostNames - 2).Select(i => Blank with { Provider = $"p{i:D5}" })]);
        var atOnce = await MergeAsync([one, two, three]);
        var inRounds = await MergeAsync([three, await MergeAsync([two, one])]);
        File.ReadAllBytes(inRounds).ShouldBe(File.ReadAllBytes(atOnce));
        using var reader = PartReader.Open(inRounds);
        CellSamples.Cells(reader).Where(cell => cell.Key.Country == CellNames.Other && cell.Key.Provider == CellNames.Other).Sum(cell => cell.Requests).ShouldBe(1);
        reader.Summary.UnnamedRequests.ShouldBe(1401 - (CellNames.MostCountries - 2));
    }

    [Fact]
    public async Task MergeAsync_OntoOneOfItsParts_ReplacesIt()
    {
        var requests = CellSamples.Requests(new Random(6), 50);
        string one = Write(requests[..20]), another = Write(requests[20..]);
        await PartMerger.MergeAsync([one, another], one, byMonth: false, TestContext.Current.CancellationToken);
        CellSamples.Cells(File.ReadAllBytes(one)).ShouldBe(CellSamples.Oracle(requests));
    }

    [Fact]
    public async Task MergeAsync_DamagedOrNoPartOrEnded_LeavesWhatWasThere()
    {
        var cancel = TestContext.Current.CancellationToken;
        var good = Write(CellSamples.Requests(new Random(7), 50));
        var bad = NewPath();
        var bytes = File.ReadAllBytes(good);
        bytes[^1] ^= 1;
        File.WriteAllBytes(bad, bytes);
        var output = NewPath();
        File.WriteAllText(output, "before");
        (await Should.ThrowAsync<InvalidDataException>(() => PartMerger.MergeAsync([good, bad], output, false, cancel))).Message.ShouldStartWith($"{bad}: byte ");
        await Should.ThrowAsync<InvalidDataException>(() => PartMerger.MergeAsync([], output, false, cancel));
        await Should.ThrowAsync<FileNotFoundException>(() => PartMerger.MergeAsync([good, NewPath()], output, false, cancel));
        await Should.ThrowAsync<OperationCanceledException>(() => PartMerger.MergeAsync([good], output, false, new CancellationToken(true)));
        File.ReadAllText(output).ShouldBe("before");
        Directory.GetFiles(_folder).Order().ShouldBe(((string[])[good, bad, output]).Order());
    }

    private static PartSummary Summary(int requests) =>
        CellSamples.Summary with { Logs = new() { Lines = requests, Requests = requests } };

    private static int MonthOf(int period)
    {
        var day = new DateOnly(1970, 1, 1).AddDays(period);
        return new DateOnly(day.Year, day.Month, 1).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
    }

    private static string Take(List<string> parts, Random random)
    {
        var at = random.Next(parts.Count);
        var part = parts[at];
        parts.RemoveAt(at);
        return part;
    }

    private string Write(SampleRequest[] requests, PartSummary? summary = null)
    {
        var path = NewPath();
        File.WriteAllBytes(path, CellSamples.Part(CellSamples.Table(requests), summary ?? Summary(requests.Length)));
        return path;
    }

    private async Task<string> MergeAsync(IReadOnlyList<string> parts, bool byMonth = false)
    {
        var path = NewPath();
        await PartMerger.MergeAsync(parts, path, byMonth, TestContext.Current.CancellationToken);
        return path;
    }

    private string NewPath() => Path.Combine(_folder, $"{_files++}.fat");
}
