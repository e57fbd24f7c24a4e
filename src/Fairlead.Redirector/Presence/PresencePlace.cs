namespace Fairlead.Redirector.Presence;

/// <summary>A slot where an answer could go, and how good a choice it is.</summary>
/// <param name="Place">The slot; -1 for none.</param>
/// <param name="Rank">What would have to go: nothing (its own answer) 4, nothing (a free slot) 3, an absent answer 2, a present one 1; 0 for no place.</param>
/// <param name="Merit">Among equals, the more the better: free slots in the set, or how soon what would go expires.</param>
internal readonly record struct PresencePlace(int Place, int Rank, long Merit)
{
    public static readonly PresencePlace None = new(-1, 0, 0);

    public static PresencePlace Own(int place) => new(place, 4, 0);

    public static PresencePlace Free(int place, int rooms) => new(place, 3, rooms);

    public static PresencePlace Absent(int place, uint expires) => new(place, 2, -(long)expires);

    public static PresencePlace Present(int place, uint expires) => new(place, 1, -(long)expires);

    public bool IsBetterThan(PresencePlace other) => Rank != other.Rank ? Rank > other.Rank : Merit >= other.Merit;
}
