using System.Net;
using System.Runtime.CompilerServices;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Reads lists that come in pages, each naming the next by a <c>Link</c>. The next page is always asked of the registry itself, whoever the
/// last one came from: a redirector's upstream names paths that work through the redirector too. Thread-safe.
/// </summary>
internal sealed class PagedList(RegistryExchange exchange, long maxBytes = PagedList.MaxBytes)
{
    /// <summary>
    /// Names in one list that are held, be it of tags or of repositories: some hundred MB of memory at the worst, and several times what
    /// the largest public registries list in one place.
    /// </summary>
    public const int MaxNames = 1_000_000;

    /// <summary>At the smallest pages seen (100), a million entries.</summary>
    public const int MaxPages = 10_000;

    /// <summary>Google's listing of a repository with every manifest that it ever had is tens of megabytes.</summary>
    private const int MaxPageBytes = 128 << 20;

    /// <summary>All pages of one list; as much as a list of a million names takes with everything that Google tells of them, and more.</summary>
    private const long MaxBytes = 1L << 30;

    /// <summary>The pages, as long as there are any; none at all where the first one is not there.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        RegistryRequest first, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bytes = 0L;
        for (var request = first; request is not null;)
        {
            if (!seen.Add(request.Url.PathAndQuery)) throw new RegistryException($"{exchange.Host}: {request}: its pages go in a circle");
            if (seen.Count > MaxPages) throw new RegistryException($"{exchange.Host}: {request}: it has more than {MaxPages} pages");
            var page = ReferenceEquals(request, first) ? await FirstAsync(first, cancel).ConfigureAwait(false) : await exchange.GetAsync(request, FindPageAsync, cancel).ConfigureAwait(false);
            if (page is null)
            {
                if (ReferenceEquals(request, first)) yield break;
                throw new RegistryException($"{exchange.Host}: {request}: a page that it named is not there");
            }
            if ((bytes += page.Body.Length) > maxBytes) throw new RegistryException($"{exchange.Host}: {request}: its pages are more than {maxBytes} bytes in all");
            yield return page.Body;
            request = page.Next is null ? null : request with { Url = page.Next };
        }
    }

    // Docker's registry refuses (PAGINATION_NUMBER_INVALID) to give as many at once as we would like, where its owner has set it to fewer.
    private async Task<ListPage?> FirstAsync(RegistryRequest first, CancellationToken cancel)
    {
        try
        {
            return await exchange.GetAsync(first, FindPageAsync, cancel).ConfigureAwait(false);
        }
        catch (RegistryException e) when (e.Status == HttpStatusCode.BadRequest && first.Url.Query.Length > 0)
        {
            return await exchange.GetAsync(first with { Url = exchange.Url(first.Url.AbsolutePath) }, FindPageAsync, cancel).ConfigureAwait(false);
        }
    }

    private async Task<ListPage?> FindPageAsync(RegistryRequest request, HttpResponseMessage response, Deadline deadline) =>
        response.StatusCode == HttpStatusCode.NotFound ? null : await ReadPageAsync(request, response, deadline).ConfigureAwait(false);

    /// <summary>A page that came.</summary>
    public async Task<ListPage> ReadPageAsync(RegistryRequest request, HttpResponseMessage response, Deadline deadline)
    {
        var body = await exchange.Http.ReadAsync(response, request.ToString(), MaxPageBytes, deadline).ConfigureAwait(false);
        return new ListPage(body, PageLink.Next(response.Headers) is { } link ? Next(request, response, link) : null);
    }

    private Uri Next(RegistryRequest request, HttpResponseMessage response, string link)
    {
        var from = response.RequestMessage!.RequestUri!;
        if (!Uri.TryCreate(from, link, out var next) || !(RegistryOrigin.AreSame(next, from) || exchange.Origin.Owns(next))
            || !next.AbsolutePath.StartsWith(RegistryPaths.Base, StringComparison.Ordinal))
            throw new RegistryException($"{exchange.Host}: {request}: its next page is said to be at '{PlainText.Of(link)}', which is not of this registry");
        return exchange.Url(next.PathAndQuery);
    }
}
