using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Presence;

/// <summary>A few blobs that a mirror was seen to hold, to probe it with. New ones are wanted only now and then, so that redirects cost nothing.</summary>
internal sealed class ProbeSamples
{
    private const int Kept = 4;
    private readonly Lock _lock = new();
    private readonly List<Digest> _held = new(Kept + 1);
    private Digest _lastAsked;
    private bool _lostOne;
    private volatile bool _isWanted = true;

    /// <summary>Whether the next redirect should leave its blob here.</summary>
    public bool IsWanted => _isWanted;

    /// <summary>A blob that was asked for, held or not.</summary>
    public Digest LastAsked
    {
        get { lock (_lock) return _lastAsked; }
        set { lock (_lock) _lastAsked = value; }
    }

    /// <summary>Keeps a blob that the mirror holds; the oldest goes.</summary>
    public void Add(in Digest digest)
    {
        lock (_lock)
        {
            _held.Remove(digest);
            _held.Add(digest);
            if (_held.Count > Kept) _held.RemoveAt(0);
            _isWanted = false;
        }
    }

    /// <summary>The newest; and asks for another from the next redirect.</summary>
    public bool TryGetNewest(out Digest digest)
    {
        lock (_lock)
        {
            _isWanted = true;
            digest = _held.Count > 0 ? _held[^1] : default;
            return _held.Count > 0;
        }
    }

    /// <summary>One of them is still held.</summary>
    public void Confirm()
    {
        lock (_lock) _lostOne = false;
    }

    /// <summary>One of them is gone. True when it is the second in a row, or the last that there was.</summary>
    public bool Lost(in Digest digest)
    {
        lock (_lock)
        {
            _held.Remove(digest);
            var all = _lostOne || _held.Count == 0;
            _lostOne = !all;
            if (all) _held.Clear();
            return all;
        }
    }
}
