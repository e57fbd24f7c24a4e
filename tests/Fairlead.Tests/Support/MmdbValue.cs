using System.Buffers.Binary;
using System.Text;

namespace Fairlead.Tests.Support;

/// <summary>Writes values as the fields of a MaxMind DB.</summary>
internal static class MmdbValue
{
    /// <summary>
    /// Writes a value of .NET as the field that holds it: maps are dictionaries, or arrays of pairs where keys shall be pointers or come
    /// twice. <see cref="MmdbPointer"/> is a pointer, and an array of bytes in <see cref="ReadOnlyMemory{T}"/> is written as it is.
    /// </summary>
    public static void Write(List<byte> to, object value)
    {
        switch (value)
        {
            case ReadOnlyMemory<byte> raw: to.AddRange(raw.Span); break;
            case MmdbPointer pointer: Write(to, pointer); break;
            case string text: Payload(to, 2, Encoding.UTF8.GetBytes(text)); break;
            case double number: Payload(to, 3, Reversed(BitConverter.GetBytes(number))); break;
            case byte[] bytes: Payload(to, 4, bytes); break;
            case ushort number: Payload(to, 5, Shortest(number)); break;
            case uint number: Payload(to, 6, Shortest(number)); break;
            case int number: Payload(to, 8, Reversed(BitConverter.GetBytes(number))); break;
            case ulong number: Payload(to, 9, Shortest(number)); break;
            case UInt128 number: Payload(to, 10, Shortest(number)); break;
            case bool isSet: Head(to, 14, isSet ? 1 : 0); break;
            case float number: Payload(to, 15, Reversed(BitConverter.GetBytes(number))); break;
            case Dictionary<string, object> map: Write(to, [.. map.Select(pair => ((object)pair.Key, pair.Value))]); break;
            case (object, object)[] pairs: Write(to, pairs); break;
            case object[] values:
                Head(to, 11, values.Length);
                foreach (var one in values) Write(to, one);
                break;
            default: throw new ArgumentException($"there is no field for {value.GetType()}", nameof(value));
        }
    }

    /// <summary>The head of a field: its type and its size.</summary>
    public static void Head(List<byte> to, int type, int size)
    {
        var (bits, more, bytes) = size switch
        {
            < 29 => (size, 0, 0),
            < 285 => (29, size - 29, 1),
            < 65_821 => (30, size - 285, 2),
            _ => (31, size - 65_821, 3),
        };
        to.Add((byte)(((type <= 7 ? type : 0) << 5) | bits));
        if (type > 7) to.Add((byte)(type - 7));
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, more);
        to.AddRange(number[(4 - bytes)..]);
    }

    private static void Write(List<byte> to, (object Key, object Value)[] pairs)
    {
        Head(to, 7, pairs.Length);
        foreach (var (key, value) in pairs)
        {
            Write(to, key);
            Write(to, value);
        }
    }

    private static void Write(List<byte> to, MmdbPointer pointer)
    {
        var form = pointer.Form ?? pointer.Offset switch { < 2_048 => 0, < 526_336 => 1, < 134_744_064 => 2, _ => 3 };
        var value = pointer.Offset - form switch { 1 => 2_048u, 2 => 526_336u, _ => 0u };
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, value);
        to.Add((byte)((1 << 5) | (form << 3) | (form == 3 ? 0 : (int)(value >> (8 * (form + 1))))));
        to.AddRange(number[(3 - form)..]);
    }

    private static void Payload(List<byte> to, int type, byte[] payload)
    {
        Head(to, type, payload.Length);
        to.AddRange(payload);
    }

    // As few bytes as there are digits; none for zero.
    private static byte[] Shortest(UInt128 number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return [.. bytes.SkipWhile(one => one == 0)];
    }

    private static byte[] Reversed(byte[] littleEndian)
    {
        littleEndian.AsSpan().Reverse();
        return littleEndian;
    }
}
