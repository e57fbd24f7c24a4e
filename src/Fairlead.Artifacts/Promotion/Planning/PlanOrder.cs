namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>The order of a plan: destination, image, tag (none first), digest. A plan's file has it too, so that nothing in it can stand twice.</summary>
internal static class PlanOrder
{
    /// <summary>Compares two edges.</summary>
    public static int Compare(PlanEdge one, PlanEdge other)
    {
        var order = ComparePlaces(one.To.Name, one.Image, other.To.Name, other.Image);
        if (order == 0) order = string.CompareOrdinal(one.Tag, other.Tag);
        return order == 0 ? one.Digest.CompareTo(other.Digest) : order;
    }

    /// <summary>Whether two edges are of one image in one destination.</summary>
    public static bool AreOfOnePlace(PlanEdge one, PlanEdge other) => ComparePlaces(one.To.Name, one.Image, other.To.Name, other.Image) == 0;

    /// <summary>Compares two attachments.</summary>
    public static int Compare(PlanAttachment one, PlanAttachment other)
    {
        var order = ComparePlaces(one.To.Name, one.Image, other.To.Name, other.Image);
        return order == 0 ? string.CompareOrdinal(one.Tag, other.Tag) : order;
    }

    private static int ComparePlaces(string to, string image, string otherTo, string otherImage)
    {
        var order = string.CompareOrdinal(to, otherTo);
        return order == 0 ? string.CompareOrdinal(image, otherImage) : order;
    }
}
