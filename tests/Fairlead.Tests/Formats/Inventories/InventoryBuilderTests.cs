using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Formats.Inventories;

public sealed class InventoryBuilderTests
{
    [Fact]
    public void Build_BlobsInAnyOrder_KnowsEachAndNoOther()
    {
        var inventory = InventorySamples.Of(500);
        (inventory.Count, inventory.Written).ShouldBe((500, InventorySamples.Written));
        inventory.Entries.Select(e => e.Digest.ToString()).ShouldBeInOrder();
        for (var i = 0; i < 500; i++)
        {
            inventory.Contains(InventorySamples.DigestOf(i)).ShouldBeTrue();
            inventory.TryFind(InventorySamples.DigestOf(i), out var entry).ShouldBeTrue();
            entry.Size.ShouldBe(1L << (i % 40));
            entry.Repositories.ShouldBe(InventorySamples.RepositoriesOf(i).Order(StringComparer.Ordinal));
        }
        for (var i = 500; i < 1000; i++) inventory.Contains(InventorySamples.DigestOf(i)).ShouldBeFalse();
        inventory.TryFind(InventorySamples.DigestOf(500), out _).ShouldBeFalse();
        inventory.Repositories.ShouldBe(["app0", "app1", "app2", "app3", "app4", "app5", "app6", "kube/proxy", "pause", "z0", "z1", "z2"]);
    }

    [Fact]
    public void Add_SameBlobAgain_GetsMoreRepositories()
    {
        var builder = new InventoryBuilder();
        var digest = InventorySamples.DigestOf(1);
        builder.Add(digest, 7, ["b", "a"]);
        builder.Add(digest, 7, []);
        builder.Add(digest, 7, ["c", "a"]);
        builder.Count.ShouldBe(1);
        builder.Build(InventorySamples.Written).Entries.Single().Repositories.ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData(8, "a")]
    [InlineData(-1, "a")]
    [InlineData(long.MaxValue, "a")]
    [InlineData(7, "A")]
    [InlineData(7, "")]
    [InlineData(7, "a\r\nb")]
    public void Add_WhatCannotBe_IsRefused(long size, string repository)
    {
        var builder = new InventoryBuilder();
        builder.Add(InventorySamples.DigestOf(1), 7, []);
        Should.Throw<ArgumentException>(() => builder.Add(InventorySamples.DigestOf(1), size, [repository]));
    }

    [Fact]
    public void Build_TimeWithFractionsElsewhere_IsCutToSecondsAndUtc()
    {
        var inventory = new InventoryBuilder().Build(new DateTimeOffset(2026, 7, 29, 14, 0, 0, 999, TimeSpan.FromHours(2)));
        (inventory.Written, inventory.Written.Offset).ShouldBe((InventorySamples.Written, TimeSpan.Zero));
        inventory.Count.ShouldBe(0);
        Should.Throw<ArgumentException>(() => new InventoryBuilder().Build(DateTimeOffset.MinValue));
    }

    [Fact]
    public void CompareTo_RandomDigests_IsTheOrderOfTheirTexts()
    {
        var digests = Enumerable.Range(0, 300).Select(InventorySamples.DigestOf).ToArray();
        Array.Sort(digests);
        digests.Select(d => d.ToString()).ShouldBe(digests.Select(d => d.ToString()).Order(StringComparer.Ordinal));

        // Digests that differ in one byte alone, in each of the places.
        Span<byte> bytes = stackalloc byte[32];
        Span<byte> written = stackalloc byte[32];
        for (var at = 0; at < 32; at++)
        {
            bytes.Clear();
            var zero = Digest.FromBytes(bytes);
            bytes[at] = 0x80;
            var larger = Digest.FromBytes(bytes);
            (zero.CompareTo(larger), larger.CompareTo(zero), larger.CompareTo(larger)).ShouldBe((-1, 1, 0));
            larger.WriteBytes(written);
            written.SequenceEqual(bytes).ShouldBeTrue();
        }
    }
}
