using System.Buffers.Binary;
using System.Security.Cryptography;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class PartFileTests
{
    private const int HashLength = 32;
    private const int HeaderLength = 16;

    private static readonly PartSummary s_full = new()
    {
        IsByDay = false,
        Salt = ulong.MaxValue,
        Upstream = "registry.example",
        NetworksAsOf = 1_760_000_000,
        UnnamedRequests = 3,
        Logs = new()
        {
            Files = 1,
            DamagedFiles = 2,
            Lines = 3,
            Requests = 4,
            Duplicates = 5,
            Ignored = 6,
            First = 0,
            Last = 1_760_000_001,
            Bad = [new("gcs", "12 of 17 fields", 7, ["9", "x"]), new("s3", "", 8, [])],
        },
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(5_000)]
    public void Write_Requests_AreReadAsTheCellsOfAnOracle(int requests)
    {
        var sample = CellSamples.Requests(new Random(requests), requests);
        CellSamples.Cells(CellSamples.Part(CellSamples.Table(sample))).ShouldBe(CellSamples.Oracle(sample));
    }

    /// <summary>Few names and many clients: sketches of every size.</summary>
    [Fact]
    public void Write_CellsOfManyClients_AreReadAsTheCellsOfAnOracle()
    {
        var sample = CellSamples.Requests(new Random(1), 20_000, days: 2).Select(it => it with { Region = "", Country = "", Asn = 1, Status = 2, Image = "i" }).ToArray();
        CellSamples.Cells(CellSamples.Part(CellSamples.Table(sample))).ShouldBe(CellSamples.Oracle(sample));
    }

    [Fact]
    public void Read_TimeBeyondAllCalendars_IsDamage()
    {
        var part = CellSamples.Part(CellSamples.Table([]), s_full with { NetworksAsOf = long.MaxValue });
        Should.Throw<InvalidDataException>(() => CellSamples.Cells(part)).Message.ShouldContain("can stand here");
    }

    [Fact]
    public void Write_SameRequestsInAnotherOrder_GiveTheSameBytes()
    {
        var random = new Random(3);
        var sample = CellSamples.Requests(random, 500);
        var part = CellSamples.Part(CellSamples.Table(sample));
        for (var i = 0; i < 10; i++)
        {
            random.Shuffle(sample);
            var table = CellSamples.Table(sample);
            table.Names.Images.Add("nobody asked for this");
            table.Names.Asns.Add(7, "nor for this");
            CellSamples.Part(table).ShouldBe(part);
        }
    }

    [Fact]
    public void Write_ClearedTable_HasOnlyWhatCameAfterwards()
    {
        var sample = CellSamples.Requests(new Random(5), 200);
        var table = CellSamples.Table(sample[..150]);
        table.Clear();
        table.Count.ShouldBe(0);
        foreach (var request in sample[150..]) request.AddTo(table);
        CellSamples.Part(table).ShouldBe(CellSamples.Part(CellSamples.Table(sample[150..])));
    }

    [Fact]
    public void Read_Summary_IsWhatWasWritten()
    {
        foreach (var summary in (PartSummary[])[s_full, CellSamples.Summary, new() { IsByDay = true, Salt = null, Logs = new(), Upstream = null }])
        {
            using var reader = CellSamples.Read(CellSamples.Part(CellSamples.Table([]), summary));
            (reader.Summary with { Logs = new() }).ShouldBe(summary with { Logs = reader.Summary.Logs with { } } with { Logs = new() });
            reader.Summary.Logs.ShouldBeEquivalentTo(summary.Logs with { Bad = reader.Summary.Logs.Bad });
            reader.Summary.Logs.Bad.Select(bad => $"{bad.Format} {bad.Problem} {bad.Count} {string.Join(',', bad.Shapes)}")
                .ShouldBe(summary.Logs.Bad.Select(bad => $"{bad.Format} {bad.Problem} {bad.Count} {string.Join(',', bad.Shapes)}"));
        }
    }

    [Fact]
    public void Read_Names_AreThoseThatCellsHaveInOrderWithTheirFacts()
    {
        var requests = CellSamples.Requests(new Random(6), 300);
        using var reader = CellSamples.Read(CellSamples.Part(CellSamples.Table(requests)));
        var names = reader.Names;
        Enumerable.Range(0, names.Images.Count).Select(i => names.Images[i]).ShouldBe(requests.Select(it => it.Image).Append("").Distinct().Order(StringComparer.Ordinal));
        Enumerable.Range(1, names.Backends.Count - 1).Select(names.BackendOf)
            .ShouldBe(requests.Select(it => it.Backend).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal).Select(name => new Backend(name, $"of {name}", null)));
        Enumerable.Range(1, names.Asns.Count - 1).Select(i => names.Asns[i])
            .ShouldBe(requests.Select(it => it.Asn).Where(asn => asn > 0).Distinct().Order().Select(asn => (asn, asn % 2000 == 0 ? null : $"AS {asn}")));
    }

    [Fact]
    public void Read_AnyFlippedByte_IsRefused()
    {
        var good = CellSamples.Part(CellSamples.Table(CellSamples.Requests(new Random(8), 30)), s_full);
        for (var offset = 0; offset < good.Length; offset++)
        {
            foreach (var mask in (byte[])[0x01, 0x10, 0x80])
            {
                var bad = (byte[])good.Clone();
                bad[offset] ^= mask;
                Should.Throw<InvalidDataException>(() => CellSamples.Cells(bad), $"byte {offset}").Message.ShouldStartWith("x.fat: ");
            }
        }
    }

    [Fact]
    public void Read_CutAtAnyByteOrGoingOn_IsRefused()
    {
        var good = CellSamples.Part(CellSamples.Table(CellSamples.Requests(new Random(9), 30)), s_full);
        for (var length = 0; length < good.Length; length++)
            Should.Throw<InvalidDataException>(() => CellSamples.Cells(good[..length]), $"{length} bytes").Message.ShouldStartWith("x.fat: ");
        Should.Throw<InvalidDataException>(() => CellSamples.Cells([.. good, 0])).Message.ShouldContain("it goes on after its end");
        Should.Throw<InvalidDataException>(() => CellSamples.Cells([.. good, .. good]));
    }

    /// <summary>Whoever can write the file can give it the right hash: what is taken must still be whole, in order, and of names that are there.</summary>
    [Fact]
    public void Read_AnyChangeWithTheRightHash_IsRefusedOrInOrder()
    {
        var good = CellSamples.Part(CellSamples.Table(CellSamples.Requests(new Random(10), 60)), s_full);
        var random = new Random(20261121);
        int refused = 0, taken = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var body = good[HeaderLength..^HashLength];
            if (i % 2 == 0) body = Damage.Of(body, random);
            else body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                var cells = CellSamples.Cells([.. good[..HeaderLength], .. body, .. SHA256.HashData([.. body, .. good[..HeaderLength]])]);
                taken++;
                cells.ShouldBe(cells.Order());
                cells.Distinct().Count().ShouldBe(cells.Count);
                cells.ShouldAllBe(cell => cell.Requests > 0 && cell.Bytes >= 0);
            }
            catch (InvalidDataException e)
            {
                refused++;
                e.Message.ShouldStartWith("x.fat: byte ");
            }
        }
        (refused > 500 && taken > 500).ShouldBeTrue($"{refused} refused, {taken} taken");
    }

    [Fact]
    public void Open_PartOfAnotherVersionOrSomethingElse_SaysWhatToDo()
    {
        var other = CellSamples.Part(CellSamples.Table([]));
        other[8] = 9;
        Should.Throw<InvalidDataException>(() => CellSamples.Read(other)).Message.ShouldContain("a part of version 9, and this program reads version 1");
        Should.Throw<InvalidDataException>(() => CellSamples.Read("<html><body>no</body></html>"u8.ToArray())).Message.ShouldContain("not a part: it doesn't begin as one");
    }

    /// <summary>Room comes in step with what comes.</summary>
    [Fact]
    public void Open_PromisesMillions_AllocatesLittle()
    {
        var header = CellSamples.Part(CellSamples.Table([]))[..HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), int.MaxValue);
        byte[] part = [.. header, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 3]; // 65,535 backends
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<InvalidDataException>(() => CellSamples.Read(part)).Message.ShouldContain("it ends too early");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(512 << 10);
    }

    [Fact]
    public void Write_ManyCells_TakesSome20BytesEach()
    {
        var random = new Random(11);
        var part = CellSamples.Part(CellSamples.Table(CellSamples.Requests(random, 50_000, days: 30).Select(it => it with { Bytes = random.Next(1_000_000_000) })));
        using var reader = CellSamples.Read(part);
        (part.Length / reader.Count).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task WriteAsync_Table_IsReadFromItsFile()
    {
        var folder = Directory.CreateTempSubdirectory("fairlead-part").FullName;
        try
        {
            var sample = CellSamples.Requests(new Random(12), 100);
            var path = Path.Combine(folder, "x.fat");
            await PartFile.WriteAsync(CellSamples.Table(sample), CellSamples.Summary, path, TestContext.Current.CancellationToken);
            using var reader = PartReader.Open(path);
            CellSamples.Cells(reader).ShouldBe(CellSamples.Oracle(sample));
            Should.Throw<OperationCanceledException>(() => PartFile.WriteAsync(CellSamples.Table(sample), CellSamples.Summary, path, new CancellationToken(true)));
            Directory.GetFiles(folder).ShouldBe([path]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
