namespace Fairlead.Networks.Feeds;

/// <summary>
/// A section of fields in a MaxMind DB: the data, or the metadata. Nothing outside of it is read as one of its fields, and what a file
/// makes us read of it, over and over or not, is bounded.
/// </summary>
/// <param name="file">The whole file.</param>
/// <param name="start">Where the section begins, which is what its pointers count from.</param>
/// <param name="end">Where it ends.</param>
internal sealed class MmdbSection(byte[] file, int start, int end)
{
    /// <summary>
    /// Fields may overlap and pointers may lead to one place from everywhere, so that reading a small file could go on for ever. A real
    /// file's bytes are looked at about twice, but a small record may lead to some shared ones, each of forty fields.
    /// </summary>
    private long _work = (1 << 24) + (8L * (end - start));

    /// <summary>Where it begins.</summary>
    public int Start => start;

    /// <summary>How many bytes it has.</summary>
    public int Length => end - start;

    /// <summary>The head of the field here, or of the one that the pointer here leads to.</summary>
    /// <exception cref="FeedFormatException">There is no whole field.</exception>
    public MmdbField Resolve(int at)
    {
        var field = Read(at);
        if (field.Type != MmdbType.Pointer) return field;
        var target = Read(field.Size);
        return target.Type == MmdbType.Pointer ? throw MmdbFeed.Wrong(at, "a pointer leads to a pointer") : target;
    }

    /// <summary>The head of the field here.</summary>
    /// <exception cref="FeedFormatException">There is no whole field.</exception>
    public MmdbField Read(int at)
    {
        var next = at;
        var control = (int)Number(ref next, 1, at);
        var type = (MmdbType)(control >> 5);
        if (type == MmdbType.Pointer) return Spent(new MmdbField(at, type, Target(ref next, control, at), next));
        if (type == 0) type = Extended((int)Number(ref next, 1, at));

        var size = control & 0x1F;
        size = size switch
        {
            29 => 29 + (int)Number(ref next, 1, at),
            30 => 285 + (int)Number(ref next, 2, at),
            31 => 65_821 + (int)Number(ref next, 3, at),
            _ => size,
        };
        var field = new MmdbField(at, type, size, next);
        if (!HasSizeOfType(field)) throw MmdbFeed.Wrong(at, $"a field of type {(int)type} and size {size}, which there is not");
        // Of a map or an array each field takes a byte at least.
        if ((long)field.End + field.Fields > end) throw MmdbFeed.Wrong(at, "a field reaches past the end of its section");
        return Spent(field);
    }

    /// <summary>Where the next field begins after the one here and all that is in it. Pointers are not followed.</summary>
    public int Skip(int at)
    {
        for (long fields = 1; fields > 0; fields--)
        {
            var field = Read(at);
            fields += field.Fields;
            at = field.End;
        }
        return at;
    }

    /// <summary>The pairs of a map: the key, and where the value or the pointer to it stands.</summary>
    public IEnumerable<(MmdbField Key, int Value)> Pairs(MmdbField map)
    {
        var at = map.Payload;
        for (var pair = 0; pair < map.Size; pair++)
        {
            var value = Skip(at);
            yield return (Resolve(at), value);
            at = Skip(value);
        }
    }

    /// <summary>The payload of a string or of a number.</summary>
    public ReadOnlySpan<byte> Payload(MmdbField field) => file.AsSpan(field.Payload, field.Size);

    /// <summary>The number in the field here, or in the one that the pointer here leads to.</summary>
    /// <exception cref="FeedFormatException">It is no unsigned number of up to 32 bits.</exception>
    public uint UInt32(int at, string what)
    {
        var field = Resolve(at);
        var number = 0UL;
        if (field.Type is MmdbType.UInt16 or MmdbType.UInt32 or MmdbType.UInt64)
        {
            foreach (var one in Payload(field)) number = (number << 8) | one;
            if (number <= uint.MaxValue) return (uint)number;
        }
        throw MmdbFeed.Wrong(at, $"{what} is not an unsigned number of 32 bits");
    }

    // The byte counts on from the seven types that a control byte has room for.
    private static MmdbType Extended(int number) => (MmdbType)(number is 0 or > byte.MaxValue - 7 ? 0 : 7 + number);

    private static bool HasSizeOfType(MmdbField field) => field.Type switch
    {
        MmdbType.String or MmdbType.Bytes or MmdbType.Map or MmdbType.Array => true,
        MmdbType.Double => field.Size == 8,
        MmdbType.Float => field.Size == 4,
        MmdbType.UInt16 => field.Size <= 2,
        MmdbType.UInt32 or MmdbType.Int32 => field.Size <= 4,
        MmdbType.UInt64 => field.Size <= 8,
        MmdbType.UInt128 => field.Size <= 16,
        MmdbType.Boolean => field.Size <= 1,
        _ => false,
    };

    // Each longer form begins where the one before it ends; the longest has all 32 bits to itself.
    private int Target(ref int next, int control, int at)
    {
        var high = (long)(control & 7);
        var target = ((control >> 3) & 3) switch
        {
            0 => (high << 8) | Number(ref next, 1, at),
            1 => ((high << 16) | Number(ref next, 2, at)) + 2_048,
            2 => ((high << 24) | Number(ref next, 3, at)) + 526_336,
            _ => Number(ref next, 4, at),
        };
        return target < Length ? (int)(start + target) : throw MmdbFeed.Wrong(at, "a pointer leads past the end of its section");
    }

    private long Number(ref int next, int bytes, int at)
    {
        if (next < start || bytes > end - next) throw MmdbFeed.Wrong(at, "a field reaches past the end of its section");
        long number = 0;
        for (; bytes > 0; bytes--) number = (number << 8) | file[next++];
        return number;
    }

    // A long string takes longer to look at.
    private MmdbField Spent(MmdbField field)
    {
        _work -= field.Type == MmdbType.String ? 1 + (field.Size >> 5) : 1;
        return _work >= 0 ? field : throw MmdbFeed.Wrong(field.At, "its fields lie over each other, or are pointed to too often");
    }
}
