namespace Fairlead.Policy.Requests;

/// <summary>The rules' names in metrics, logs and JSON, and the status that each answers with.</summary>
public static class RuleNames
{
    private static readonly string[] s_names =
    [
        "method", "refused", "info", "privacy", "health", "ping", "catalog", "v1", "mirror", "provider-registry", "upstream-by-policy", "upstream-not-held",
        "upstream-unknown", "upstream", "signatures", "artifact", "provider-artifact", "not-found", "fallback", "broken",
    ];

    /// <summary>How many rules there are.</summary>
    public static int Count => s_names.Length;

    /// <summary>The rule's name: lower case, words joined by hyphens.</summary>
    public static string Name(this Rule rule) => s_names[(int)rule];

    /// <summary>The status of an answer by this rule, redirects being answered with <paramref name="redirectStatus"/>.</summary>
    public static int Status(this Rule rule, int redirectStatus) => rule switch
    {
        Rule.Method => 405,
        Rule.Refused => 400,
        Rule.Health or Rule.Ping => 200,
        Rule.Catalog or Rule.V1 or Rule.NotFound => 404,
        Rule.Broken => 500,
        Rule.Info or Rule.Privacy => 307,
        _ => redirectStatus,
    };
}
