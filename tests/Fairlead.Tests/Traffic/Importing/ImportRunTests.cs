using System.Globalization;
using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Formats.Streams;
using Fairlead.Tests.Traffic.Cells;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Importing;

namespace Fairlead.Tests.Traffic.Importing;

public sealed class ImportRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-import").FullName;
    private readonly ImportOptions _options;

    public ImportRunTests()
    {
        var table = new NetworkTableBuilder(ownerOf: null);
        for (var i = 0; i < 8; i++) table.Add(IpPrefix.Parse($"10.{i}.0.0/16"), $"net {i % 3}", $"region {i}", "test", Trust.CloudFeed);
        _options = new()
        {
            Networks = ClientNetworks.Of(table.Build()),
            Content = new ContentBook([]),
            Backends = new BackendBook(policy: null, unnamed: "cdn"),
            Salt = Salt.Create(),
            NetworksAsOf = DateTimeOffset.UnixEpoch.AddDays(20_000),
        };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Output => Path.Combine(_folder, "x.fat");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>One worker or several, with room for all cells or for few: the bytes are the same.</summary>
    [Theory]
    [InlineData(1, 1_000_000)]
    [InlineData(3, 1_000_000)]
    [InlineData(3, 100)]
    [InlineData(1, 7)]
    [InlineData(8, 1)]
    public async Task RunAsync_WorkersAndRoom_GiveTheSameBytes(int workers, int cells)
    {
        var random = new Random(1);
        var lines = Lines(random, 3_000);
        var logs = lines.Chunk(400).Select((some, i) => Log($"{i}.log", some)).ToList();
        logs.Add(Log("again.log", lines[300..500])); // with the ids of before
        var expected = await PartOfAsync(lines);

        var run = new ImportRun(_options with { Workers = workers, CellsInMemory = cells });
        var summary = await run.RunAsync(logs, Output, Cancel);

        run.Failures.ShouldBeEmpty();
        run.Lines.ShouldBe(3_200);
        run.BytesRead.ShouldBe(logs.Sum(log => log.Length!.Value));
        (summary.Logs.Files, summary.Logs.Requests, summary.Logs.Duplicates).ShouldBe((9, 3_000, 200));
        (summary.Salt, summary.IsByDay, summary.NetworksAsOf).ShouldBe((_options.Salt.Fingerprint, true, 20_000 * 86_400L));
        Cells(Output).ShouldBe(Cells(expected));
        Directory.GetFiles(_folder).ShouldBe([expected, Output], ignoreOrder: true);
    }

    /// <summary>The import of all is the merge of the imports of some.</summary>
    [Fact]
    public async Task RunAsync_InParts_MergesIntoTheBytesOfAll()
    {
        var lines = Lines(new Random(2), 1_000);
        string one = await PartOfAsync(lines[..300]), another = await PartOfAsync(lines[300..]), all = await PartOfAsync([Log("1", lines[..300]), Log("2", lines[300..])]);
        await PartMerger.MergeAsync([another, one], Output, byMonth: false, Cancel);
        File.ReadAllBytes(Output).ShouldBe(File.ReadAllBytes(all));

        var months = Path.Combine(_folder, "months.fat");
        await new ImportRun(_options with { IsByDay = false }).RunAsync([Log("1", lines[..300]), Log("2", lines[300..])], months, Cancel);
        await PartMerger.MergeAsync([another, one], Output, byMonth: true, Cancel);
        File.ReadAllBytes(Output).ShouldBe(File.ReadAllBytes(months));
    }

    /// <summary>Whatever logs the lines are in, however many imports and workers those go to, and in whatever order and rounds the parts are merged: the cells are those of all at once.</summary>
    [Fact]
    public async Task RunAsync_CutAndMergedAnyhow_IsTheSameAsWhole()
    {
        for (var seed = 10; seed < 18; seed++)
        {
            var random = new Random(seed);
            var lines = Lines(random, 600);
            lines[random.Next(1, lines.Length)] = "what is this?";
            var whole = await PartOfAsync(lines);
            var parts = new List<string>();
            foreach (var import in lines.GroupBy(_ => random.Next(5)).Select(some => some.ToArray()))
            {
                var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.fat");
                var logs = import.Chunk(random.Next(1, 200)).Select((some, i) => Log($"{i}.log", some)).ToArray();
                await new ImportRun(_options with { Format = "gcs", Workers = random.Next(1, 4), CellsInMemory = random.Next(1, 400) }).RunAsync(logs, path, Cancel);
                parts.Add(path);
            }
            while (parts.Count > 1)
            {
                random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
                var some = parts[..random.Next(2, parts.Count + 1)];
                var merged = Path.Combine(_folder, $"{Guid.NewGuid():N}.fat");
                await PartMerger.MergeAsync(some, merged, byMonth: false, Cancel);
                parts = [.. parts.Except(some), merged];
            }
            Cells(parts[0]).ShouldBe(Cells(whole), $"seed {seed}");
            using PartReader one = PartReader.Open(parts[0]), all = PartReader.Open(whole);
            (one.Summary.Logs.Lines, one.Summary.Logs.Requests, one.Summary.Logs.BadLines, one.Summary.Logs.First, one.Summary.Logs.Last)
                .ShouldBe((all.Summary.Logs.Lines, all.Summary.Logs.Requests, all.Summary.Logs.BadLines, all.Summary.Logs.First, all.Summary.Logs.Last));
        }
    }

    [Fact]
    public async Task RunAsync_Requests_AreCountedByTheirClients()
    {
        await PartOfAsync(
        [
            Line(1, "10.1.2.3", "v2/pause/blobs/x", 200, 100), Line(2, "10.1.9.9", "v2/pause/blobs/x", 200, 50),
            Line(3, "10.1.9.9", "v2/pause/blobs/x", 206, 1), Line(4, "203.0.113.1", "v2/pause/blobs/x", 200, 1),
        ]);
        using var reader = PartReader.Open(Directory.GetFiles(_folder).Single());
        var cells = CellSamples.Cells(reader);
        cells.Select(cell => (cell.Key.Backend, cell.Key.Provider, cell.Key.Region, cell.Requests, cell.Bytes, cell.Clients.Split(' ').Length))
            .ShouldBe([("cdn", "", "", 1, 1, 1), ("cdn", "net 1", "region 1", 3, 151, 2)]);
    }

    /// <summary>Whether it was spilt on the way or not.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(1)]
    public async Task RunAsync_Asns_AreNamedWhereTheTableHasAName(int cells)
    {
        var table = new NetworkTableBuilder(ownerOf: null);
        var asns = new PrefixNumbers();
        asns.Add(IpPrefix.Parse("10.1.0.0/16"), 16509);
        asns.Add(IpPrefix.Parse("10.2.0.0/16"), 64496);
        table.AddAsns(asns, "test");
        table.NameAsns(new Dictionary<uint, string> { [16509] = "AMAZON-02" });
        var run = new ImportRun(_options with { Networks = ClientNetworks.Of(table.Build()), CellsInMemory = cells });
        await run.RunAsync([Log("1.log", [Line(1, "10.1.2.3", "a/b", 200, 1), Line(2, "10.2.2.3", "a/b", 200, 1), Line(3, "10.1.2.4", "a/c", 200, 1)])], Output, Cancel);
        using var reader = PartReader.Open(Output);
        Enumerable.Range(0, reader.Names.Asns.Count).Select(number => reader.Names.Asns[number]).ShouldBe([(0u, null), (16509u, "AMAZON-02"), (64496u, null)]);
    }

    /// <summary>Which names have room is decided once, in the end: by their order, however many workers met them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_MoreBackendsThanThereIsRoom_AreOtherAndCounted(int workers)
    {
        const int backends = CellKey.MostNames + 1000;
        var lines = Enumerable.Range(0, backends + 5).Select(i => Line(i, "10.1.2.3", "v2/pause/blobs/x", 200, 1, backend: $"b{i % backends:D5}")).ToArray();
        var summary = await new ImportRun(_options with { Workers = workers }).RunAsync([.. lines.Chunk(9_000).Select((some, i) => Log($"{i}.log", some))], Output, Cancel);

        summary.UnnamedRequests.ShouldBe(1002); // "" and "other" have places, too
        var cells = Cells(Output);
        cells.Where(cell => cell.Key.Backend == CellNames.Other).Sum(cell => cell.Requests).ShouldBe(1002);
        cells.Sum(cell => cell.Requests).ShouldBe(backends + 5);
    }

    [Fact]
    public async Task RunAsync_LogsThatCannotBeRead_AreFailuresAndTheOthersAreRead()
    {
        var lines = Lines(new Random(3), 100);
        ILogSource[] logs =
        [
            new LogInMemory("gone.log", () => throw new FileNotFoundException("gone.log: there is no such file"), 1 << 20),
            Log("1.log", lines[..50]),
            new LogInMemory("locked.log", () => throw new UnauthorizedAccessException("locked.log may not be read")),
            new LogInMemory("cut.log", () => new MemoryStream(Packed.Pack("gzip", Encoding.UTF8.GetBytes(string.Join('\n', lines)))[..^9])),
            Log("2.log", lines[50..]),
            new LogInMemory("odd.log", () => new MemoryStream("what is this?\n"u8.ToArray())),
        ];
        var run = new ImportRun(_options with { Workers = 2 });
        var summary = await run.RunAsync(logs, Output, Cancel);
        run.Failures.Select(failure => failure.Log).ShouldBe(["gone.log", "locked.log", "cut.log", "odd.log"]);
        run.Failures[0].Problem.ShouldBe("gone.log: there is no such file");
        summary.Logs.DamagedFiles.ShouldBe(1);
        Cells(Output).Sum(cell => cell.Requests).ShouldBe(100);
    }

    /// <summary>A log may say anything of its times.</summary>
    [Fact]
    public async Task RunAsync_TimeBeyondAllCalendars_IsABadLine()
    {
        var summary = await new ImportRun(_options with { Format = "gcs" }).RunAsync([Log("1.log", [$"\"{new string('9', 18)}{Line(1, "10.1.2.3", "a/b", 200, 1)[17..]}"])], Output, Cancel);

        using var reader = PartReader.Open(Output);
        (summary.Logs.Requests, summary.Logs.BadLines, summary.Logs.Last, reader.Summary.Logs.BadLines).ShouldBe((0, 1, null, 1));
    }

    [Fact]
    public async Task RunAsync_NoLog_WritesAnEmptyPart()
    {
        var summary = await new ImportRun(_options).RunAsync([], Output, Cancel);
        summary.Salt.ShouldBeNull();
        Cells(Output).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_Ended_LeavesNothingBehind()
    {
        File.WriteAllText(Output, "before");
        using var stop = new CancellationTokenSource();
        var lines = Lines(new Random(4), 500);
        ILogSource[] logs =
        [
            Log("1.log", lines),
            new LogInMemory("2.log", () =>
            {
                stop.Cancel(); // by now the first one's cells are in temporary parts, for nothing fits in memory
                return new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            }, 0),
        ];
        var run = new ImportRun(_options with { Workers = 1, CellsInMemory = 1 });
        await Should.ThrowAsync<OperationCanceledException>(() => run.RunAsync(logs, Output, stop.Token));
        run.Lines.ShouldBeGreaterThanOrEqualTo(500);
        File.ReadAllText(Output).ShouldBe("before");
        Directory.GetFiles(_folder).ShouldBe([Output]);
    }

    /// <summary>While logs are read, what is written is the owner's alone, beside the output.</summary>
    [Fact]
    public async Task RunAsync_TemporaryParts_AreTheOwnersAlone()
    {
        var lines = Lines(new Random(5), 50);
        var seen = Array.Empty<string>();
        var modes = Array.Empty<UnixFileMode>();
        var second = new LogInMemory(
            "2.log",
            () =>
            {
                seen = Directory.GetFiles(_folder);
                if (!OperatingSystem.IsWindows()) modes = [.. seen.Select(File.GetUnixFileMode)];
                return new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            },
            0);
        await new ImportRun(_options with { Workers = 1, CellsInMemory = 5 }).RunAsync([Log("1.log", lines), second], Output, Cancel);
        seen.ShouldNotBeEmpty();
        seen.ShouldAllBe(path => path.StartsWith($"{Output}.", StringComparison.Ordinal) && path.EndsWith(".PART.tmp", StringComparison.Ordinal));
        modes.ShouldAllBe(mode => mode == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Directory.GetFiles(_folder).ShouldBe([Output]);
    }

    [Fact]
    public async Task RunAsync_FolderOfTheOutputIsGone_StopsTheRun()
    {
        var missing = Path.Combine(_folder, "none", "x.fat");
        (await Should.ThrowAsync<DirectoryNotFoundException>(() => new ImportRun(_options).RunAsync([], missing, Cancel))).Message.ShouldContain("there is no folder");

        var folder = Directory.CreateDirectory(Path.Combine(_folder, "brief")).FullName;
        var lines = Lines(new Random(6), 50);
        var gone = new Lazy<bool>(() => // by whoever opens the first log, before anything is written
        {
            Directory.Delete(folder);
            return true;
        });
        ILogSource[] logs = [.. Enumerable.Range(0, 20).Select(i => new LogInMemory($"{i}.log", () =>
        {
            gone.Value.ShouldBeTrue();
            return new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        }))];
        var run = new ImportRun(_options with { Workers = 2, CellsInMemory = 1 });
        await Should.ThrowAsync<IOException>(() => run.RunAsync(logs, Path.Combine(folder, "x.fat"), Cancel));
        run.Failures.ShouldBeEmpty(); // it isn't the logs'
    }

    private static string[] Lines(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => Line(
        i, $"10.{random.Next(10)}.{random.Next(3)}.{random.Next(50)}", $"v2/image-{random.Next(20)}/blobs/x", random.Next(5) == 0 ? 404 : 200, random.Next(10_000)))];

    /// <summary>A line of Google's storage: it has ids, so that those that are there twice are known.</summary>
    private static string Line(int id, string client, string target, int status, int bytes, string backend = "")
    {
        var time = new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero).AddHours(id % 500).ToUnixTimeMilliseconds() * 1000;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\"{time}\",\"{client}\",\"1\",\"\",\"GET\",\"/{target}\",\"{status}\",\"0\",\"{bytes}\",\"52000\",\"storage.googleapis.com\",\"\",\"curl\",\"id-{id}\",\"GET_Object\",\"{backend}\",\"{target}\"");
    }

    private static LogInMemory Log(string name, string[] lines)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        return new(name, () => new MemoryStream(bytes), bytes.Length);
    }

    private static List<SampleCell> Cells(string path) => CellSamples.Cells(File.ReadAllBytes(path));

    private Task<string> PartOfAsync(string[] lines) => PartOfAsync([Log("all.log", lines)]);

    private async Task<string> PartOfAsync(ILogSource[] logs)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.fat");
        await new ImportRun(_options with { Workers = 1 }).RunAsync(logs, path, Cancel);
        return path;
    }
}
