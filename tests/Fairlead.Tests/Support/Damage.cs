namespace Fairlead.Tests.Support;

/// <summary>Bytes replaced, dropped, doubled, and pieces moved: what disks, networks and people do to a file.</summary>
internal static class Damage
{
    /// <summary>A damaged copy; the same for the same seed.</summary>
    internal static byte[] Of(byte[] bytes, Random random)
    {
        const string structural = "{}[]\",:\\/.#\n\r\0 0-9u\t_";
        var damaged = new List<byte>(bytes);
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var at = random.Next(damaged.Count);
            var length = Math.Min(random.Next(1, 40), damaged.Count - at);
            switch (random.Next(6))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged[at] = (byte)structural[random.Next(structural.Length)]; break;
                case 2: damaged.Insert(at, (byte)structural[random.Next(structural.Length)]); break;
                case 3: damaged.RemoveRange(at, Math.Min(length, damaged.Count - 1)); break;
                case 4: damaged.InsertRange(at, damaged.GetRange(at, length)); break;
                default: damaged[at] ^= (byte)(1 << random.Next(8)); break;
            }
        }
        return [.. damaged];
    }
}
