namespace Fairlead.Tests.Formats.Streams;

/// <summary>Writes bzip2 that no packer does, bit by bit.</summary>
internal static class Bzip2Blocks
{
    /// <summary>Well-formed blocks, each with nothing in it but its end.</summary>
    public static byte[] WithoutContent(int blocks)
    {
        var bits = new List<bool>();
        Add(32, 0x425A6839); // BZh9
        for (var i = 0; i < blocks; i++)
        {
            Add(48, 0x314159265359);
            Add(32, 0); // the checksum of nothing
            Add(25, 0); // not randomised, origin 0
            Add(16, 0x8000); // one byte is in use,
            Add(16, 0x8000); // 0: so there are two symbols for runs and one for the end
            Add(3, 2); // tables,
            Add(15, 1); // and one choice among them,
            Add(1, 0); // the first
            for (var table = 0; table < 2; table++)
            {
                Add(5, 2); // code lengths 2, 2 and 1
                Add(2, 0);
                Add(3, 0b110);
            }
            Add(1, 0); // the end
        }
        Add(48, 0x177245385090);
        Add(32, 0);
        while (bits.Count % 8 > 0) bits.Add(false);
        var bytes = new byte[bits.Count / 8];
        for (var i = 0; i < bits.Count; i++)
        {
            if (bits[i]) bytes[i / 8] |= (byte)(0x80 >> (i % 8));
        }
        return bytes;

        void Add(int count, long value)
        {
            for (var bit = count - 1; bit >= 0; bit--) bits.Add(((value >> bit) & 1) != 0);
        }
    }
}
