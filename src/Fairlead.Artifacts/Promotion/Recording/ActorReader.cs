namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>
/// Finds out who makes a run, from variables that CI systems set:
/// <list type="bullet">
/// <item>GitHub Actions: docs.github.com, "Variables reference", default environment variables;</item>
/// <item>GitLab CI: docs.gitlab.com, "Predefined CI/CD variables reference";</item>
/// <item>Prow: docs.prow.k8s.io, "ProwJobs", job environment variables;</item>
/// <item>Jenkins: its own list, at <c>/env-vars.html</c> of each server; <c>BUILD_USER_ID</c> is of the plug-in "Build User Vars";</item>
/// <item>Google Cloud Build: docs.cloud.google.com, "Substituting variable values"; its steps see them where they are mapped (<c>automapSubstitutions</c>).</item>
/// </list>
/// They say what the job's owner lets them say: a record is as trustworthy as the place that it was made in.
/// </summary>
/// <param name="environment">The value of a variable; null where it isn't set.</param>
public sealed class ActorReader(Func<string, string?> environment)
{
    private const int MaxLength = 1024;

    /// <summary>Who it is.</summary>
    public RecordedActor Read()
    {
        var actor = Ci() ?? new RecordedActor("host") { User = Environment.UserName };
        return actor with { Host = Environment.MachineName };
    }

    private RecordedActor? Ci()
    {
        // Prow before Jenkins and Cloud Build: BUILD_ID and JOB_NAME are theirs, too.
        if (Get("GITHUB_ACTIONS") is "true") return GitHub();
        if (Get("GITLAB_CI") is "true") return GitLab();
        if (Get("PROW_JOB_ID") is not null) return Prow();
        if (Get("JENKINS_URL") is not null) return Jenkins();
        if (Get("BUILD_ID") is not null && Get("PROJECT_ID") is not null) return CloudBuild();
        return Url("BUILD_URL") is { } url ? new RecordedActor("ci") { Url = url } : null;
    }

    private RecordedActor GitHub() => new("github-actions")
    {
        User = Get("GITHUB_TRIGGERING_ACTOR") ?? Get("GITHUB_ACTOR"), // the former is who ran it again
        Job = Joined(" / ", "GITHUB_WORKFLOW", "GITHUB_JOB"),
        Run = Joined(".", "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT"),
        Url = Url("GITHUB_SERVER_URL") is { } server && Get("GITHUB_REPOSITORY") is { } repository && Get("GITHUB_RUN_ID") is { } run ? $"{server.TrimEnd('/')}/{repository}/actions/runs/{run}" : null,
        Repository = Get("GITHUB_REPOSITORY"),
        Ref = Get("GITHUB_REF"),
        Commit = Get("GITHUB_SHA"),
    };

    private RecordedActor GitLab() => new("gitlab-ci")
    {
        User = Get("GITLAB_USER_LOGIN"),
        Job = Get("CI_JOB_NAME"),
        Run = Get("CI_JOB_ID"),
        Url = Url("CI_JOB_URL"),
        Repository = Get("CI_PROJECT_PATH"),
        Ref = Get("CI_COMMIT_REF_NAME"),
        Commit = Get("CI_COMMIT_SHA"),
    };

    private RecordedActor Prow() => new("prow")
    {
        Job = Get("JOB_NAME"),
        Run = Get("BUILD_ID"),
        Repository = Joined("/", "REPO_OWNER", "REPO_NAME"),
        Ref = Get("PULL_BASE_REF"),
        Commit = Get("PULL_PULL_SHA") ?? Get("PULL_BASE_SHA"),
    };

    private RecordedActor Jenkins() => new("jenkins")
    {
        User = Get("BUILD_USER_ID"),
        Job = Get("JOB_NAME"),
        Run = Get("BUILD_NUMBER"),
        Url = Url("BUILD_URL"),
        Ref = Get("GIT_BRANCH") ?? Get("BRANCH_NAME"),
        Commit = Get("GIT_COMMIT"),
    };

    private RecordedActor CloudBuild() => new("google-cloud-build")
    {
        User = Get("SERVICE_ACCOUNT_EMAIL"),
        Job = Get("TRIGGER_NAME"),
        Run = Get("BUILD_ID"),
        Repository = Get("REPO_FULL_NAME") ?? Get("REPO_NAME"),
        Ref = Get("REF_NAME") ?? Get("BRANCH_NAME"),
        Commit = Get("COMMIT_SHA") ?? Get("REVISION_ID"),
    };

    private string? Get(string name) => environment(name) is { Length: > 0 and <= MaxLength } value && !value.Any(char.IsControl) ? value : null;

    private string? Joined(string separator, params string[] names)
    {
        string[] values = [.. names.Select(Get).OfType<string>()];
        return values.Length == 0 ? null : string.Join(separator, values);
    }

    /// <summary>A URL without what may be a credential in it: a user, a query.</summary>
    private string? Url(string name) => Get(name) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : null;
}
