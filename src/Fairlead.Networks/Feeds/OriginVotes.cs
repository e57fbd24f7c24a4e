namespace Fairlead.Networks.Feeds;

/// <summary>
/// Which origin most peers see of one prefix. A peer has one vote for each origin it sees, however many paths lead there. One object
/// serves prefix after prefix: nothing is allocated for a vote, but for the first prefixes with more votes than any before.
/// </summary>
internal sealed class OriginVotes
{
    /// <summary>What two records can hold: a prefix's paths stand in one, and those of peers that send several in another.</summary>
    public const int Most = 2 * ushort.MaxValue;

    private ulong[] _votes = new ulong[1024]; // the origin, and below it 16 bits of the peer
    private int _count;
    private bool _areDivided;

    public bool IsEmpty => _count == 0;

    public bool IsFull => _count == Most;

    public void Clear() => (_count, _areDivided) = (0, false);

    /// <param name="origin">Who the peer says originates the prefix.</param>
    /// <param name="peer">The peer.</param>
    public void Add(uint origin, ushort peer)
    {
        if (_count == _votes.Length) Array.Resize(ref _votes, 2 * _count);
        _votes[_count++] = ((ulong)origin << 16) | peer;
        _areDivided |= (_votes[0] >> 16) != origin;
    }

    /// <summary>The origin that most peers see; of several that equally many see the smallest, so that the same file gives the same.</summary>
    public uint Winner()
    {
        if (!_areDivided) return (uint)(_votes[0] >> 16); // 99 of 100 prefixes
        var votes = _votes.AsSpan(0, _count);
        votes.Sort();

        uint winner = 0;
        int most = 0, peers = 0;
        for (var i = 0; i < votes.Length; i++)
        {
            var origin = (uint)(votes[i] >> 16);
            if (i == 0 || origin != (uint)(votes[i - 1] >> 16)) peers = 1;
            else if (votes[i] != votes[i - 1]) peers++;
            if (peers > most) (winner, most) = (origin, peers);
        }
        return winner;
    }
}
