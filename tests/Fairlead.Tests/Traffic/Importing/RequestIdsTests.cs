using System.Text;
using Fairlead.Traffic.Importing;

namespace Fairlead.Tests.Traffic.Importing;

public sealed class RequestIdsTests
{
    [Fact]
    public void IsNew_Again_IsNot()
    {
        var ids = new RequestIds(100);

        IsNew(ids, "a").ShouldBeTrue();
        IsNew(ids, "b").ShouldBeTrue();
        IsNew(ids, "a").ShouldBeFalse();
        IsNew(ids, "a").ShouldBeFalse();
    }

    [Fact]
    public void IsNew_None_IsAlways()
    {
        var ids = new RequestIds(100);

        IsNew(ids, "").ShouldBeTrue();
        IsNew(ids, "").ShouldBeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100_000)]
    public void IsNew_WithinTheWindow_IsRemembered(int window)
    {
        var ids = new RequestIds(window);

        for (var i = 0; i < 5 * window; i++)
        {
            IsNew(ids, $"id-{i}").ShouldBeTrue();
            if (i >= window / 2) IsNew(ids, $"id-{i - (window / 2)}").ShouldBeFalse();
        }
    }

    [Fact]
    public void IsNew_BeyondTwoGenerations_IsForgotten()
    {
        var ids = new RequestIds(10);
        for (var i = 0; i < 20; i++) IsNew(ids, $"id-{i}").ShouldBeTrue();

        IsNew(ids, "id-0").ShouldBeTrue();
        IsNew(ids, "id-19").ShouldBeFalse();
    }

    [Fact]
    public void IsNew_ManyThreads_EachIdIsNewOnce()
    {
        var ids = new RequestIds(200_000);
        var fresh = 0;

        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                if (IsNew(ids, $"id-{i}")) Interlocked.Increment(ref fresh);
            }
        });

        fresh.ShouldBe(50_000);
    }

    [Fact]
    public void IsNew_HostileIds_AreToldApart()
    {
        var ids = new RequestIds(100_000);
        var fresh = 0;
        for (var length = 1; length < 3_000; length++) // zeros and long ones
        {
            if (ids.IsNew(new byte[length])) fresh++;
        }

        fresh.ShouldBe(2_999);
        ids.IsNew(new byte[100]).ShouldBeFalse();
    }

    private static bool IsNew(RequestIds ids, string id) => ids.IsNew(Encoding.UTF8.GetBytes(id));
}
