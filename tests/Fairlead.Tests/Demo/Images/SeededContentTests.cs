using System.Buffers.Binary;
using Fairlead.Demo.Images;

namespace Fairlead.Tests.Demo.Images;

public sealed class SeededContentTests
{
    [Fact]
    public void Of_SeedOfZero_IsThePublishedSequence()
    {
        var content = SeededContent.Of(0, 24);
        BinaryPrimitives.ReadUInt64LittleEndian(content).ShouldBe(0xE220A8397B1DCDAF);
        BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(8)).ShouldBe(0x6E789E6AA1B965F4UL);
        BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(16)).ShouldBe(0x06C45D188009454FUL);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Of_AnySize_IsThePrefixOfALongerOne(int size) =>
        SeededContent.Of(42, size).ShouldBe(SeededContent.Of(42, 100)[..size]);

    [Fact]
    public void Of_AnotherSeed_IsOtherContent() =>
        SeededContent.Of(1, 64).ShouldNotBe(SeededContent.Of(2, 64));
}
