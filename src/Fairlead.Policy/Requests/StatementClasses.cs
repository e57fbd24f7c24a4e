using System.Numerics;
using Fairlead.Networks.Lookup;

namespace Fairlead.Policy.Requests;

/// <summary>
/// Sorts the statements of one kind (network, ASN, country) into classes that a policy treats alike. Each statement is looked at once,
/// however many facts are made of it.
/// </summary>
/// <param name="classOf">The class that facts are in because of this kind of statement, from 0 up.</param>
internal sealed class StatementClasses(Func<OriginFacts, int> classOf)
{
    private int[] _classes = new int[256]; // by statement, one more than the class; 0: not looked at yet

    /// <summary>The class of a statement.</summary>
    /// <param name="statement">Its number.</param>
    /// <param name="facts">The table that it is of.</param>
    /// <param name="index">Facts that are made of it.</param>
    public int Of(int statement, FactsTable facts, int index)
    {
        if (statement >= _classes.Length) Array.Resize(ref _classes, (int)BitOperations.RoundUpToPowerOf2((uint)statement + 1));
        ref var known = ref _classes[statement];
        if (known == 0) known = classOf(facts[index]) + 1;
        return known - 1;
    }
}
