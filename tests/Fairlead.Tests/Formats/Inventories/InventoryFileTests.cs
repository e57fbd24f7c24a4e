using System.Buffers.Binary;
using System.Security.Cryptography;
using Fairlead.Formats.Inventories;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Formats.Inventories;

public sealed class InventoryFileTests
{
    private const int HashLength = 32;
    private const int HeaderLength = 32;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3000)]
    public async Task Read_WhatWasWritten_IsTheSame(int blobs)
    {
        var inventory = InventorySamples.Of(blobs);
        var bytes = InventorySamples.Bytes(inventory);
        foreach (var read in new[] { InventorySamples.Read(bytes), await InventoryFile.ReadAsync(new MemoryStream(bytes), cancel: TestContext.Current.CancellationToken) })
        {
            (read.Written, read.Count, read.TotalSize).ShouldBe((inventory.Written, blobs, inventory.TotalSize));
            read.Repositories.ShouldBe(inventory.Repositories);
            foreach (var (was, now) in inventory.Entries.Zip(read.Entries))
            {
                (now.Digest, now.Size).ShouldBe((was.Digest, was.Size));
                now.Repositories.ShouldBe(was.Repositories);
            }
            InventorySamples.Bytes(read).ShouldBe(bytes);
        }
    }

    [Fact]
    public void Write_ManyBlobs_TakesSome40BytesEach() => InventorySamples.Bytes(InventorySamples.Of(20_000)).Length.ShouldBeLessThan(20_000 * 40);

    [Fact]
    public void Append_PiecesOfAnyLength_GiveTheSame()
    {
        var bytes = InventorySamples.Bytes(InventorySamples.Of(60));
        foreach (var length in (int[])[1, 2, 7, 31, 100, bytes.Length])
        {
            using var reader = new InventoryReader();
            for (var at = 0; at < bytes.Length; at += length) reader.Append(bytes.AsSpan(at, Math.Min(length, bytes.Length - at)));
            InventorySamples.Bytes(reader.Finish()).ShouldBe(bytes);
        }
    }

    [Fact]
    public void Read_AnyFlippedByte_IsRefused()
    {
        var good = InventorySamples.Bytes(InventorySamples.Of(60));
        for (var offset = 0; offset < good.Length; offset++)
        {
            foreach (var mask in (byte[])[0x01, 0x10, 0x80])
            {
                var bad = (byte[])good.Clone();
                bad[offset] ^= mask;
                Should.Throw<InventoryFormatException>(() => InventorySamples.Read(bad), $"byte {offset}").Message.ShouldStartWith("byte ");
            }
        }
    }

    [Fact]
    public void Read_CutAtAnyByte_IsRefused()
    {
        var good = InventorySamples.Bytes(InventorySamples.Of(60));
        for (var length = 0; length < good.Length; length++)
            Should.Throw<InventoryFormatException>(() => InventorySamples.Read(good[..length]), $"{length} bytes").Message.ShouldContain("cut off");
        InventorySamples.Read(good).Count.ShouldBe(60);
    }

    [Fact]
    public void Read_GoesOnAfterItsEnd_IsRefused()
    {
        var good = InventorySamples.Bytes(InventorySamples.Of(60));
        Should.Throw<InventoryFormatException>(() => InventorySamples.Read([.. good, 0])).Message.ShouldBe($"byte {good.Length}: it goes on after its end");
        Should.Throw<InventoryFormatException>(() => InventorySamples.Read([.. good, .. good]));
    }

    [Theory]
    [InlineData(2, "version 2, and this program reads version 1: use a newer program")]
    [InlineData(0, "version 0, and this program reads version 1: have it written anew")]
    public void Read_OtherVersion_SaysWhatToDo(byte version, string message)
    {
        var other = InventorySamples.Bytes(InventorySamples.Of(1));
        other[8] = version;
        Should.Throw<InventoryFormatException>(() => InventorySamples.Read(other)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{\"x\": 1}")]
    public void Read_SomethingElse_SaysSo(string text) =>
        Should.Throw<InventoryFormatException>(() => InventorySamples.Read(System.Text.Encoding.UTF8.GetBytes(text))).Message.ShouldBe("byte 0: not an inventory: it doesn't begin as one");

    [Fact]
    public void Read_LongerThanAllowed_IsRefusedAtThatByte()
    {
        var bytes = InventorySamples.Bytes(InventorySamples.Of(60));
        InventoryFile.Read(new MemoryStream(bytes), bytes.Length).Count.ShouldBe(60);
        Should.Throw<InventoryFormatException>(() => InventoryFile.Read(new MemoryStream(bytes), bytes.Length - 1)).Message.ShouldStartWith($"byte {bytes.Length - 1}:");
    }

    /// <summary>Room comes in step with what comes.</summary>
    [Fact]
    public void Append_HeaderPromisesMillions_AllocatesLittle()
    {
        var header = InventorySamples.Bytes(InventorySamples.Of(1))[..HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), InventoryLimits.Repositories);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), InventoryLimits.Lists);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), InventoryLimits.Blobs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = new InventoryReader();
        reader.Append(header);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(256 << 10);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(28)]
    public void Read_CountAboveTheLimit_IsRefusedAtOnce(int offset)
    {
        var header = InventorySamples.Bytes(InventorySamples.Of(1))[..HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(offset), 50_000_001);
        Should.Throw<InventoryFormatException>(() => InventorySamples.Read(header)).Message.ShouldStartWith($"byte {offset}: 50000001 ");
    }

    /// <summary>Whoever can write the file can give it the right hash: what is taken must still be whole and in order.</summary>
    [Fact]
    public void Read_AnyChangeWithTheRightHash_IsRefusedOrInOrder()
    {
        var good = InventorySamples.Bytes(InventorySamples.Of(40));
        var random = new Random(20261121);
        int refused = 0, taken = 0;
        for (var i = 0; i < 5000; i++)
        {
            var body = i % 2 == 0 ? Damage.Of(good[..^HashLength], random) : (byte[])good[..^HashLength].Clone();
            if (i % 2 != 0) body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                var read = InventorySamples.Read([.. body, .. SHA256.HashData(body)]);
                taken++;
                read.Entries.Select(e => e.Digest.ToString()).ShouldBeInOrder();
                read.Entries.Select(e => e.Digest).Distinct().Count().ShouldBe(read.Count);
                foreach (var entry in read.Entries)
                {
                    entry.Size.ShouldBeInRange(0, InventoryLimits.Size);
                    entry.Repositories.ShouldBeSubsetOf(read.Repositories);
                    read.Contains(entry.Digest).ShouldBeTrue();
                }
                InventorySamples.Bytes(read).ShouldBe([.. body, .. SHA256.HashData(body)], "there is one way to write it");
            }
            catch (InventoryFormatException)
            {
                refused++;
            }
        }
        refused.ShouldBeGreaterThan(2000);
        taken.ShouldBeGreaterThan(100, "some changes only make it another inventory");
    }
}
