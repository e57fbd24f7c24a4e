namespace Fairlead.Formats.Inventories;

/// <summary>An array of a length that somebody claims: room comes in step with what comes, and at the end it is as long as was said.</summary>
internal struct GrowingArray<T>(int length)
{
    private const int FirstRoom = 1024;
    private T[] _items = new T[Math.Min(length, FirstRoom)];

    public int Count { get; private set; }

    public readonly bool IsFull => Count == length;

    public readonly T this[int index] => _items[index];

    public readonly T Last => _items[Count - 1];

    /// <summary>Adds one; not to a full one.</summary>
    public void Add(T item)
    {
        if (Count == _items.Length) Array.Resize(ref _items, (int)Math.Min(length, 2L * Count));
        _items[Count++] = item;
    }

    /// <summary>The array of a full one.</summary>
    public readonly T[] ToArray() => _items;
}
