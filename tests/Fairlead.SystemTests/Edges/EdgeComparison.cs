using Fairlead.SystemTests.Clients;

namespace Fairlead.SystemTests.Edges;

/// <summary>The same requests to <c>serve --assume-present</c> and to a proxy that follows the same policy.</summary>
internal static class EdgeComparison
{
    /// <summary>Sends every request to both, and returns those that were answered with another status or another Location, or with two.</summary>
    /// <param name="serve">Where <c>serve</c> listens.</param>
    /// <param name="proxy">Where the proxy listens.</param>
    /// <param name="requests">What is sent.</param>
    /// <param name="isListed">Whether a difference is one that <c>docs/edges.md</c> lists of this proxy; null: none is.</param>
    public static async Task<IReadOnlyList<EdgeDifference>> CompareAsync(Uri serve, Uri proxy, IEnumerable<EdgeRequest> requests, Func<EdgeDifference, bool>? isListed = null)
    {
        using var toServe = new RawConnection(serve);
        using var toProxy = new RawConnection(proxy);
        var differences = new List<EdgeDifference>();
        foreach (var request in requests)
        {
            var expected = Summary(await toServe.SendAsync(request.Text, isHead: request.Method == "HEAD"));
            var actual = Summary(await toProxy.SendAsync(request.Text, isHead: request.Method == "HEAD"));
            if (expected != actual && !AreBothRefusals(request, expected, actual)) differences.Add(new(request, expected, actual));
        }
        if (isListed is not null && differences.RemoveAll(difference => isListed(difference)) == 0) throw new InvalidOperationException("nothing that was sent shows what is listed");
        return differences;
    }

    /// <summary>
    /// Whether it is refused for its method by the one and for its target by the other, both of them rightly: a server's own parser may see the one before any rule sees the other,
    /// Kestrel's too. <c>docs/edges.md</c> says so of all.
    /// </summary>
    private static bool AreBothRefusals(EdgeRequest request, string expected, string actual) =>
        request.Method is not ("GET" or "HEAD") && expected is ("400" or "405") && actual is ("400" or "405");

    /// <summary>Status and every Location that is there.</summary>
    private static string Summary(RawResponse response) => string.Join(' ', response.HeadersNamed("Location").Prepend($"{response.Status}"));
}
