using System.Text.Json;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

public sealed class LogCountsTests
{
    [Fact]
    public void Plus_Two_IsThatOfBoth()
    {
        var one = new LogCounts { Files = 1, DamagedFiles = 1, Lines = 10, Requests = 5, Duplicates = 2, Ignored = 1, Bad = [new BadLine("s3", "no", 2, ["b", "d"])], First = 7, Last = 9 };
        var other = new LogCounts { Files = 2, Lines = 3, Requests = 2, Bad = [new BadLine("gcs", "no", 1, ["x"]), new BadLine("s3", "no", 4, ["a", "b", "c", "e", "f"])], First = 8, Last = 20 };

        Text(one.Plus(other)).ShouldBe(Text(new LogCounts
        {
            Files = 3,
            DamagedFiles = 1,
            Lines = 13,
            Requests = 7,
            Duplicates = 2,
            Ignored = 1,
            Bad = [new BadLine("gcs", "no", 1, ["x"]), new BadLine("s3", "no", 6, ["a", "b", "c", "d", "e"])],
            First = 7,
            Last = 20,
        }));
        one.Plus(other).BadLines.ShouldBe(7);
    }

    /// <summary>A part may say anything of its logs.</summary>
    [Fact]
    public void Plus_MoreThanCanBeCounted_StopsAtTheGreatestNumber()
    {
        var most = new LogCounts { Lines = long.MaxValue, Requests = long.MaxValue, Bad = [new BadLine("gcs", "no", 1, []), new BadLine("s3", "no", long.MaxValue, [])] };

        var sum = most.Plus(most);
        (sum.Lines, sum.Requests, most.BadLines, sum.BadLines).ShouldBe((long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue));
        sum.Bad.Select(bad => bad.Count).ShouldBe([2, long.MaxValue]);
    }

    [Fact]
    public void Plus_MoreThanThereIs_StopsAtTheGreatestNumber()
    {
        var most = new LogCounts { Files = long.MaxValue, DamagedFiles = long.MaxValue, Lines = long.MaxValue, Requests = long.MaxValue, Duplicates = long.MaxValue, Ignored = long.MaxValue, Bad = [new BadLine("s3", "no", long.MaxValue, []), new BadLine("s3", "none", 1, [])] };

        Text(most.Plus(most)).ShouldBe(Text(most with { Bad = [most.Bad[0], most.Bad[1] with { Count = 2 }] }));
        most.BadLines.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Plus_None_ChangesNothing()
    {
        var random = new Random(1);
        for (var i = 0; i < 100; i++)
        {
            var counts = Random(random);

            Text(counts.Plus(new LogCounts())).ShouldBe(Text(counts));
            Text(new LogCounts().Plus(counts)).ShouldBe(Text(counts));
        }
    }

    [Fact]
    public void Plus_AnyOrder_IsTheSame()
    {
        var random = new Random(2);
        for (var i = 0; i < 500; i++)
        {
            var (a, b, c) = (Random(random), Random(random), Random(random));

            Text(a.Plus(b)).ShouldBe(Text(b.Plus(a)));
            Text(a.Plus(b).Plus(c)).ShouldBe(Text(a.Plus(b.Plus(c))));
        }
    }

    /// <summary>Counts as a reader makes them: in order, each kind once, no more shapes than are kept.</summary>
    private static LogCounts Random(Random random)
    {
        var lines = new BadLines();
        for (var i = random.Next(30); i > 0; i--) lines.Add(random.Next(2) == 0 ? "s3" : "gcs", random.Next(2) == 0 ? "no" : "none", [(byte)random.Next(' ', '~'), (byte)random.Next(' ', '0')]);
        var first = random.Next(1000);
        return new LogCounts
        {
            Files = random.Next(5),
            Lines = random.Next(50),
            Requests = random.Next(50),
            Bad = lines.Counted,
            First = first < 500 ? first : null,
            Last = first < 500 ? first + random.Next(1000) : null,
        };
    }

    private static string Text(LogCounts counts) => JsonSerializer.Serialize(counts);
}
