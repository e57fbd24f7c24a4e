using Fairlead.Networks.Addresses;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// The secret that clients are hashed under for a period: 32 random bytes in a file that only its owner may read. Machines that share it count a client once; when it
/// has been deleted, nobody can tell any more which address set which register.
/// </summary>
public sealed class Salt
{
    /// <summary>What parts carry so that those of different salts are not merged: the first 8 bytes of a SHA-256 over a label and the salt.</summary>
    public ulong Fingerprint => throw new NotImplementedException();

    /// <summary>A new one, that nobody else will ever have.</summary>
    public static Salt Create() => throw new NotImplementedException();

    /// <summary>The one in the file; where there is no such file, it is made, readable by its owner only. Two programs that make it at the same time get the same one.</summary>
    /// <exception cref="InvalidDataException">The file is no salt.</exception>
    /// <exception cref="IOException">It can't be read or made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read or made.</exception>
    public static Salt FromFile(string path) => throw new NotImplementedException();

    /// <summary>A client's address under this salt (SipHash-2-4, Aumasson and Bernstein 2012); never 0.</summary>
    public ulong Of(IpAddress client) => throw new NotImplementedException();
}
