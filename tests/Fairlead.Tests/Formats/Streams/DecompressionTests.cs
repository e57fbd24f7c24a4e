using System.IO.Compression;
using Fairlead.Formats.Streams;

namespace Fairlead.Tests.Formats.Streams;

public sealed class DecompressionTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Open_WholeFile_GivesItsContent(string how)
    {
        foreach (var size in new[] { 1, 2, 1000, 4095, 4096, 4097, 300_000 })
        {
            var content = Random(size);
            foreach (var piece in new[] { 1, 7, 100_000 }) Packed.Unpack(Packed.Pack(how, content), piece: piece).ShouldBe(content);
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Open_ByteByByte_GivesItsContent(string how)
    {
        using var content = Decompression.Open(new Trickle(Packed.Pack(how, Packed.Sample)), 1 << 20);

        foreach (var one in Packed.Sample) content.ReadByte().ShouldBe(one);
        content.ReadByte().ShouldBe(-1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u001f")]
    [InlineData("BZh9")]
    [InlineData("BZh9 is a plain text, too")]
    public void Open_WhatIsNotPacked_IsGivenAsItIs(string text) =>
        Packed.Unpack(System.Text.Encoding.ASCII.GetBytes(text)).ShouldBe(System.Text.Encoding.ASCII.GetBytes(text));

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Open_CutAnywhere_IsRefusedOrPlain(string how)
    {
        var packed = Packed.Pack(how, Packed.Sample);
        var seen = how == "gzip" ? 3 : 10; // what is shorter is not known for what it is
        for (var length = seen; length < packed.Length; length++) Packed.Refusal(packed[..length]).ShouldNotBeEmpty($"cut at {length}");
        for (var length = 0; length < seen; length++) Packed.Unpack(packed[..length]).ShouldBe(packed[..length]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Open_SeveralCutAnywhere_IsRefusedButAtTheirEnds(string how)
    {
        byte[] first = Packed.Pack(how, Packed.Sample), both = [.. first, .. Packed.Pack(how, Packed.Sample)];
        for (var length = first.Length + 1; length < both.Length; length++) Packed.Refusal(both[..length]).ShouldNotBeEmpty($"cut at {length}");
        Packed.Unpack(both[..first.Length]).ShouldBe(Packed.Sample);
        Packed.Unpack(both).ShouldBe([.. Packed.Sample, .. Packed.Sample]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Open_AnyBitFlipped_IsRefusedOrTheSame(string how)
    {
        var packed = Packed.Pack(how, Packed.Sample);
        for (var at = 0; at < packed.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var damaged = packed.ToArray();
                damaged[at] ^= (byte)(1 << bit);
                try
                {
                    var content = Packed.Unpack(damaged);
                    // The magic: no longer known for what it is. Or what says nothing of the content: the time, the system, the size of blocks.
                    (content.AsSpan().SequenceEqual(Packed.Sample) || content.AsSpan().SequenceEqual(damaged)).ShouldBeTrue($"byte {at}, bit {bit}");
                    if (content.AsSpan().SequenceEqual(damaged)) at.ShouldBeLessThan(10);
                }
                catch (InvalidDataException)
                {
                }
            }
        }
    }

    [Theory]
    [InlineData("gzip", "x")]
    [InlineData("gzip", "\0")]
    [InlineData("gzip", "\u001f\u008b")]
    [InlineData("gzip", "some more")]
    [InlineData("bzip2", "x")]
    [InlineData("bzip2", "\0\0\0\0")]
    [InlineData("bzip2", "BZh9")]
    public void Open_SomethingBehindIt_IsRefused(string how, string behind) =>
        Packed.Refusal([.. Packed.Pack(how, Packed.Sample), .. behind.Select(c => (byte)c)]).ShouldContain("something follows the end");

    [Theory]
    [InlineData("plain", "it is larger than 99999 bytes")]
    [InlineData("gzip", "unpacked, it is larger than 99999 bytes")]
    [InlineData("bzip2", "unpacked, it is larger than 99999 bytes")]
    public void Open_LargerThanTheLimit_IsRefused(string how, string refusal)
    {
        var packed = Packed.Pack(how, new byte[100_000]);

        Packed.Unpack(packed, 100_000).Length.ShouldBe(100_000);
        Packed.Refusal(packed, 99_999).ShouldBe(refusal);
    }

    [Fact]
    public void Open_Bomb_IsReadNoFurtherThanTheLimit()
    {
        var tenMegabytes = Packed.Gzip(new byte[10 << 20]);
        using var content = Decompression.Open(new Endless(tenMegabytes), 25 << 20);

        Should.Throw<InvalidDataException>(() => content.CopyTo(Stream.Null)).Message.ShouldContain("unpacked, it is larger than");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Open_EmptyOnesAmongOthers_AddNothing(string how)
    {
        byte[] none = how == "gzip" ? [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            : [.. "BZh9"u8, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0], one = Packed.Pack(how, Packed.Sample);

        Packed.Unpack(none).ShouldBeEmpty();
        Packed.Unpack([.. none, .. none, .. one, .. none, .. one, .. none]).ShouldBe([.. Packed.Sample, .. Packed.Sample]);
        Packed.Refusal(none[..^1]).ShouldContain("cut short");
        Packed.Refusal([.. none, 0]).ShouldContain("something follows the end");
    }

    [Fact]
    public void Open_GzipHeaderWithEverythingInIt_IsPassedOver()
    {
        var plain = Packed.Gzip(Packed.Sample);
        byte[] full = [.. plain[..3], 0x1f, .. plain[4..10], 3, 0, 1, 2, 3, .. "a name\0"u8, .. "a comment\0"u8, 7, 7, .. plain[10..]];

        Packed.Unpack(full).ShouldBe(Packed.Sample);
        for (var length = 3; length < full.Length; length++) Packed.Refusal(full[..length]).ShouldNotBeEmpty();
        Packed.Refusal([.. plain[..3], 8, .. plain[4..10], .. Enumerable.Repeat((byte)'x', 5000)]).ShouldContain("far too long");
        Packed.Refusal([.. plain[..3], 0x20, .. plain[4..]]).ShouldContain("flags");
    }

    [Fact]
    public void Open_GzipWithoutItsTrailer_IsNotTakenForWhole()
    {
        // What the framework's own stream takes for a whole file.
        var cut = Packed.Gzip(Packed.Sample)[..^8];
        using var careless = new GZipStream(new MemoryStream(cut), CompressionMode.Decompress);
        var content = new MemoryStream();
        careless.CopyTo(content);
        content.ToArray().ShouldBe(Packed.Sample);

        Packed.Refusal(cut).ShouldContain("cut short");
    }

    [Fact]
    public void Open_Bzip2BlocksWithoutContent_DoNotOverflowTheStack()
    {
        var packed = Bzip2Blocks.WithoutContent(20_000);
        var refusal = "";
        var thread = new Thread(() => refusal = Packed.Refusal(packed), maxStackSize: 512 << 10); // how much there is elsewhere, the system says

        thread.Start();
        thread.Join();

        refusal.ShouldContain("too many blocks without content");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Open_RandomDamage_IsRefusedOrTheSame(string how)
    {
        var random = new Random(20261121);
        var packed = Packed.Pack(how, Random(20_000));
        for (var round = 0; round < 200; round++)
        {
            var damaged = packed.ToArray();
            for (var edits = random.Next(1, 5); edits > 0; edits--) damaged[random.Next(10, damaged.Length)] = (byte)random.Next(256);
            try
            {
                Packed.Unpack(damaged).ShouldBe(Random(20_000));
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    public void Read_FileThatFails_IsNoDamage(string how)
    {
        using var content = Decompression.Open(new Failing(Packed.Pack(how, Random(300_000))), 1 << 20);

        Should.Throw<IOException>(() => content.CopyTo(Stream.Null)).Message.ShouldBe("the disk");
    }

    // Half of it random, so that it is packed and yet not small.
    private static byte[] Random(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        for (var i = 0; i < size; i += 2) bytes[i] = 0;
        return bytes;
    }

    /// <summary>A pipe that gives one byte at a time.</summary>
    private sealed class Trickle(byte[] bytes) : ForwardStream
    {
        private int _next;

        public override int Read(Span<byte> buffer)
        {
            if (_next == bytes.Length || buffer.IsEmpty) return 0;
            buffer[0] = bytes[_next++];
            return 1;
        }
    }

    /// <summary>The same bytes again and again.</summary>
    private sealed class Endless(byte[] bytes) : ForwardStream
    {
        private int _next;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, bytes.Length - _next);
            bytes.AsSpan(_next, count).CopyTo(buffer);
            _next = (_next + count) % bytes.Length;
            return count;
        }
    }

    /// <summary>A disk that gives up after some time.</summary>
    private sealed class Failing(byte[] bytes) : ForwardStream
    {
        private int _next;

        public override int Read(Span<byte> buffer)
        {
            if (_next > 100_000) throw new IOException("the disk");
            var count = Math.Min(buffer.Length, bytes.Length - _next);
            bytes.AsSpan(_next, count).CopyTo(buffer);
            _next += count;
            return count;
        }
    }
}
