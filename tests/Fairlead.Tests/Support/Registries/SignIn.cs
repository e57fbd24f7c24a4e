using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Support.Registries;

/// <summary>Guards a fake registry: by user and password, or by a token service at its own <c>/token</c>.</summary>
internal sealed class SignIn
{
    private readonly ConcurrentDictionary<string, string> _scopes = new(StringComparer.Ordinal);
    private int _issued;

    private SignIn(string user, string secret) => (User, Secret) = (user, secret);

    public string User { get; }

    public string Secret { get; }

    /// <summary>Whether nobody's tokens are good for pulling.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>What the token service says of its tokens; null: nothing.</summary>
    public int? ExpiresIn { get; set; } = 300;

    /// <summary>Tokens that were given out.</summary>
    public int Issued => _issued;

    /// <summary>Wants user and password with every request.</summary>
    public static SignIn Basic(FakeRegistry registry, string user, string secret)
    {
        var signIn = new SignIn(user, secret);
        registry.Manners.Guard(signIn.BasicAsync);
        return signIn;
    }

    /// <summary>Wants a token with every request.</summary>
    /// <param name="registry">Guarded by it.</param>
    /// <param name="user">Whose tokens are good.</param>
    /// <param name="secret">The password, and the identity token too.</param>
    /// <param name="realm">Where the token service is said to be; null: where it is.</param>
    public static SignIn Tokens(FakeRegistry registry, string user, string secret, string? realm = null)
    {
        var signIn = new SignIn(user, secret);
        registry.Manners.Guard(context => signIn.TokenAsync(context, realm ?? $"http://{registry.Host}/token"));
        return signIn;
    }

    /// <summary>No token that was given out is good any more.</summary>
    public void Revoke() => _scopes.Clear();

    private Task<bool> BasicAsync(HttpContext context)
    {
        if (IsUser(context.Request)) return Task.FromResult(true);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Registry Realm\"";
        return Task.FromResult(false);
    }

    private async Task<bool> TokenAsync(HttpContext context, string realm)
    {
        if (context.Request.Path == "/token")
        {
            await IssueAsync(context);
            return false;
        }
        var wanted = ScopeOf(context.Request);
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.Ordinal) && _scopes.TryGetValue(authorization[7..], out var scope) && Covers(scope, wanted)) return true;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm}\",service=\"fake registry\"" + (wanted.Length > 0 ? $",scope=\"{wanted}\"" : "");
        return false;
    }

    private async Task IssueAsync(HttpContext context)
    {
        var isUser = IsUser(context.Request);
        string scope;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            var form = await context.Request.ReadFormAsync();
            isUser = form["grant_type"] == "refresh_token" && form["refresh_token"] == Secret && form["service"] == "fake registry";
            scope = form["scope"].ToString();
        }
        else
        {
            scope = string.Join(' ', context.Request.Query["scope"].ToArray());
            if (context.Request.Query["service"] != "fake registry") isUser = false;
        }
        if (!isUser && (!AllowAnonymous || context.Request.Headers.Authorization.Count > 0))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var token = $"token-{Interlocked.Increment(ref _issued)}";
        _scopes[token] = scope;
        var member = HttpMethods.IsPost(context.Request.Method) ? "access_token" : "token";
        await context.Response.WriteAsync($$"""{"{{member}}":"{{token}}"{{(ExpiresIn is { } seconds ? $",\"expires_in\":{seconds}" : "")}}}""");
    }

    private bool IsUser(HttpRequest request) =>
        request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}"));

    // What a request is for, as docker's registry has it.
    private static string ScopeOf(HttpRequest request)
    {
        var path = request.Path.Value!;
        if (path == "/v2/") return "";
        if (path == "/v2/_catalog") return "registry:catalog:*";
        var end = new[] { "/blobs/", "/manifests/", "/tags/", "/referrers/" }.Max(part => path.LastIndexOf(part, StringComparison.Ordinal));
        var name = path["/v2/".Length..end];
        var scope = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? $"repository:{name}:pull" : $"repository:{name}:pull,push";
        return request.Query.TryGetValue("from", out var from) ? $"{scope} repository:{from}:pull" : scope;
    }

    private static bool Covers(string scope, string wanted) => wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(one =>
        scope.Split(' ').Any(given => given == one || (one.EndsWith(":pull", StringComparison.Ordinal) && given == one + ",push")));
}
