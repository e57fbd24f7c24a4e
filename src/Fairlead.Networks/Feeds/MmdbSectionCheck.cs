using System.Collections;
using System.Text.Unicode;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Looks at everything that a field leads to, pointers and all, once: that it is there, that text is UTF-8, and that nothing holds itself.
/// A file is wanted whole or not at all, also where we don't use what is wrong.
/// </summary>
internal sealed class MmdbSectionCheck(MmdbSection section)
{
    private const int MaxDepth = 32; // the names of regions in MaxMind's city database are 9 deep, their pointers included

    private readonly BitArray _open = new(section.Length); // the maps and arrays that we are in
    private readonly BitArray _good = new(section.Length);

    /// <exception cref="FeedFormatException">It is not as it should be.</exception>
    public void Check(int at)
    {
        if (!_good[at - section.Start]) Check(at, depth: 1);
    }

    // Gives back where the next field begins: one that is good already is gone through again only where it stands in another.
    private int Check(int at, int depth)
    {
        if (depth > MaxDepth) throw MmdbFeed.Wrong(at, $"fields lie more than {MaxDepth} deep in each other");
        var field = section.Read(at);
        var next = field.End;
        switch (field.Type)
        {
            case MmdbType.Pointer:
                var target = section.Resolve(at).At;
                if (!_good[target - section.Start]) Check(target, depth + 1);
                return next; // is no target itself
            case MmdbType.String:
                if (!Utf8.IsValid(section.Payload(field))) throw MmdbFeed.Wrong(at, "text is not valid UTF-8");
                break;
            case MmdbType.Map or MmdbType.Array:
                if (_open[at - section.Start]) throw MmdbFeed.Wrong(at, "a field holds itself: pointers go round in a loop");
                _open[at - section.Start] = true;
                for (var i = 0; i < field.Fields; i++)
                {
                    if (field.Type == MmdbType.Map && i % 2 == 0 && section.Resolve(next).Type != MmdbType.String)
                        throw MmdbFeed.Wrong(next, "the key of a map is no string");
                    next = Check(next, depth + 1);
                }
                _open[at - section.Start] = false;
                break;
        }
        _good[at - section.Start] = true;
        return next;
    }
}
