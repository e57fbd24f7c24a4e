using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class ClientSketchTests
{
    private const double StandardError = 1.04 / 32; // 1.04 / sqrt(1,024): the paper, abstract

    [Fact]
    public void Estimate_None_IsZero() => new ClientSketch().Estimate().ShouldBe(0);

    [Fact]
    public void Estimate_One_IsOneHoweverOftenItComes()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var sketch = new ClientSketch();
            var client = (ulong)random.NextInt64();
            sketch.Add(client);
            sketch.Add(client);
            sketch.Estimate().ShouldBe(1);
        }
    }

    [Fact]
    public void Estimate_ExtremeHashes_AreCounted()
    {
        var sketch = new ClientSketch();
        foreach (var client in (ulong[])[1, ulong.MaxValue, 1UL << 53, 1UL << 54]) sketch.Add(client);
        sketch.Estimate().ShouldBe(3); // the second to last has the register of the first
    }

    /// <summary>Nearly all of many sketches are within three standard errors, or one client, and on the average they are right.</summary>
    [Theory]
    [InlineData(2, 200)]
    [InlineData(5, 200)]
    [InlineData(10, 200)]
    [InlineData(100, 200)]
    [InlineData(1_000, 200)]
    [InlineData(10_000, 50)]
    [InlineData(100_000, 20)]
    public void Estimate_Many_IsWithinThreeStandardErrors(int clients, int sketches)
    {
        var random = new Random(clients);
        var errors = new List<double>();
        for (var i = 0; i < sketches; i++)
        {
            var sketch = new ClientSketch();
            for (var client = 0; client < clients; client++) sketch.Add((ulong)random.NextInt64(long.MinValue, long.MaxValue));
            errors.Add(((double)sketch.Estimate() / clients) - 1);
        }
        errors.Count(error => Math.Abs(error) > Math.Max(3 * StandardError, 1.0 / clients)).ShouldBeLessThanOrEqualTo(sketches / 50);
        Math.Abs(errors.Average()).ShouldBeLessThan(StandardError);
    }

    /// <summary>In every form that registers are kept in, from a few in place to all of them.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(250)]
    [InlineData(300)]
    [InlineData(3_000)]
    public void Merge_TwoSketches_IsThatOfBoth(int clients)
    {
        var random = new Random(clients);
        for (var round = 0; round < 20; round++)
        {
            ClientSketch all = new(), one = new(), another = new();
            for (var i = 0; i < clients; i++)
            {
                var client = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
                all.Add(client);
                var which = random.Next(3);
                if (which != 0) one.Add(client);
                if (which != 1) another.Add(client);
            }
            one.Merge(another);
            Packed(one).ShouldBe(Packed(all));
            one.Estimate().ShouldBe(all.Estimate());
            one.Merge(another);
            one.Merge(one);
            Packed(one).ShouldBe(Packed(all));
        }
    }

    /// <summary>Against registers as the paper has them: the greatest of each index.</summary>
    [Fact]
    public void Add_RandomClients_SetTheRegistersOfThePaper()
    {
        var random = new Random(7);
        var registers = new int[ClientSketch.Registers];
        var sketch = new ClientSketch();
        for (var i = 0; i < 5_000; i++)
        {
            var client = (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(20);
            var bits = Convert.ToString((long)client, 2).PadLeft(64, '0');
            var index = Convert.ToInt32(bits[..10], 2);
            var value = (bits[10..] + "1").IndexOf('1') + 1;
            registers[index] = Math.Max(registers[index], value);
            sketch.Add(client);
            if (i % 50 == 0) Check();
        }
        Check();

        void Check() => Packed(sketch).ShouldBe([.. registers.Index().Where(it => it.Item > 0).Select(it => (ushort)((it.Index << 6) | it.Item))]);
    }

    private static ushort[] Packed(ClientSketch sketch)
    {
        var registers = new ushort[ClientSketch.Registers];
        return registers[..sketch.CopyTo(registers)];
    }
}
