using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Tests.Artifacts.Promotion.Recording;

public sealed class ActorReaderTests
{
    [Fact]
    public void Read_GitHubActions_IsWhoRanItAndWhere() => Read(
        "GITHUB_ACTIONS=true", "GITHUB_ACTOR=alice", "GITHUB_TRIGGERING_ACTOR=bob", "GITHUB_SERVER_URL=https://github.com", "GITHUB_REPOSITORY=org/k8s.io",
        "GITHUB_RUN_ID=123", "GITHUB_RUN_ATTEMPT=2", "GITHUB_WORKFLOW=promote", "GITHUB_JOB=images", "GITHUB_REF=refs/heads/main", "GITHUB_SHA=0a1b")
        .ShouldBe(new RecordedActor("github-actions")
        {
            User = "bob",
            Job = "promote / images",
            Run = "123.2",
            Url = "https://github.com/org/k8s.io/actions/runs/123",
            Repository = "org/k8s.io",
            Ref = "refs/heads/main",
            Commit = "0a1b",
        });

    [Fact]
    public void Read_GitLab_IsWhoRanItAndWhere() => Read(
        "GITLAB_CI=true", "GITLAB_USER_LOGIN=alice", "CI_JOB_NAME=promote", "CI_JOB_ID=7", "CI_JOB_URL=https://gitlab.example.org/a/b/-/jobs/7", "CI_PROJECT_PATH=a/b", "CI_COMMIT_REF_NAME=main", "CI_COMMIT_SHA=0a1b")
        .ShouldBe(new RecordedActor("gitlab-ci") { User = "alice", Job = "promote", Run = "7", Url = "https://gitlab.example.org/a/b/-/jobs/7", Repository = "a/b", Ref = "main", Commit = "0a1b" });

    [Fact]
    public void Read_Prow_IsTheJobAndItsCommit() => Read(
        "PROW_JOB_ID=f00", "JOB_NAME=post-promote", "BUILD_ID=99", "REPO_OWNER=kubernetes", "REPO_NAME=k8s.io", "PULL_BASE_REF=main", "PULL_BASE_SHA=0a1b")
        .ShouldBe(new RecordedActor("prow") { Job = "post-promote", Run = "99", Repository = "kubernetes/k8s.io", Ref = "main", Commit = "0a1b" });

    [Fact]
    public void Read_Jenkins_IsTheBuildWithoutWhatMayBeASecret() => Read(
        "JENKINS_URL=https://ci.example.org/", "JOB_NAME=promote", "BUILD_NUMBER=12", "BUILD_URL=https://me:secret@ci.example.org:8443/job/promote/12/?token=secret", "GIT_COMMIT=0a1b", "GIT_BRANCH=origin/main", "BUILD_USER_ID=alice")
        .ShouldBe(new RecordedActor("jenkins") { User = "alice", Job = "promote", Run = "12", Url = "https://ci.example.org:8443/job/promote/12/", Ref = "origin/main", Commit = "0a1b" });

    [Fact]
    public void Read_CloudBuildWithMappedSubstitutions_IsTheBuild() => Read(
        "PROJECT_ID=p", "BUILD_ID=b-1", "TRIGGER_NAME=promote", "REPO_FULL_NAME=a/b", "REF_NAME=main", "COMMIT_SHA=0a1b", "SERVICE_ACCOUNT_EMAIL=promoter@p.iam.gserviceaccount.com")
        .ShouldBe(new RecordedActor("google-cloud-build") { User = "promoter@p.iam.gserviceaccount.com", Job = "promote", Run = "b-1", Repository = "a/b", Ref = "main", Commit = "0a1b" });

    [Fact]
    public void Read_AnotherSystem_IsItsUrl() => Read("BUILD_URL=https://ci.example.org/1").ShouldBe(new RecordedActor("ci") { Url = "https://ci.example.org/1" });

    [Theory]
    [InlineData("BUILD_URL=file:///etc/passwd")]
    [InlineData("BUILD_URL=1\n2")]
    [InlineData("GITHUB_ACTIONS=false")]
    [InlineData("BUILD_ID=7")]
    public void Read_NoCi_IsTheUserOfTheHost(string variable)
    {
        var actor = new ActorReader(Environment(variable)).Read();
        (actor.System, actor.User, actor.Host, actor.Url).ShouldBe(("host", System.Environment.UserName, System.Environment.MachineName, null));
    }

    [Fact]
    public void Read_ValueWithControlCharacters_IsLeftOut() => Read("GITLAB_CI=true", "GITLAB_USER_LOGIN=a\e[2J", "CI_JOB_NAME=" + new string('a', 5000)).ShouldBe(new RecordedActor("gitlab-ci"));

    /// <summary>Who it is, less the host, which is another one everywhere.</summary>
    private static RecordedActor Read(params string[] variables)
    {
        var actor = new ActorReader(Environment(variables)).Read();
        actor.Host.ShouldBe(System.Environment.MachineName);
        return actor with { Host = null };
    }

    private static Func<string, string?> Environment(params string[] variables) =>
        variables.Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]).GetValueOrDefault;
}
