using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Plans;

/// <summary>What a plan asks of requests' headers, under numbers: each question once, however many routes and artifacts ask it. Immutable.</summary>
public sealed class EdgeHeaders
{
    private readonly Dictionary<string, int> _numberByQuestion = [];
    private readonly List<HeaderMatch> _questions = [];
    private readonly Dictionary<IReadOnlyList<HeaderMatch>, int> _numberByRoute;

    /// <summary>Numbers those of this plan.</summary>
    public EdgeHeaders(EdgePlan plan)
    {
        var reached = plan.Places.SelectMany(place => place.Alternatives).Select(route => route.When).ToHashSet<IReadOnlyList<HeaderMatch>>(ReferenceEqualityComparer.Instance);
        Routes = [.. plan.Config.Routes.Select(route => route.When.Headers).Where(reached.Contains)];
        _numberByRoute = new(ReferenceEqualityComparer.Instance);
        foreach (var (i, route) in Routes.Index()) _numberByRoute.Add(route, i);
        foreach (var question in Routes.Concat(plan.Config.Artifacts.Select(artifact => artifact.Headers)).SelectMany(when => when))
            if (_numberByQuestion.TryAdd(KeyOf(question), _questions.Count)) _questions.Add(question);
    }

    /// <summary>Every question, by number.</summary>
    public IReadOnlyList<HeaderMatch> Questions => _questions;

    /// <summary>What the routes that ask for headers ask for, in the policy's order; those that no client of the plan can meet are left out.</summary>
    public IReadOnlyList<IReadOnlyList<HeaderMatch>> Routes { get; }

    /// <summary>Numbers of the questions that must all be answered with yes.</summary>
    public IEnumerable<int> NumbersOf(IReadOnlyList<HeaderMatch> when) => when.Select(question => _numberByQuestion[KeyOf(question)]);

    /// <summary>Number of a route in <see cref="Routes"/>.</summary>
    public int NumberOf(EdgeHeaderRoute route) => _numberByRoute[route.When];

    /// <summary>What tells questions apart; names are the same in any case (RFC 9110 section 5.1), and values have no line ends.</summary>
    private static string KeyOf(HeaderMatch question) => string.Join('\n', question.Values.Prepend(question.Name.ToLowerInvariant()));
}
