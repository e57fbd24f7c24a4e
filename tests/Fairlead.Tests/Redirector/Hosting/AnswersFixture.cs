using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>One server for tests that change nothing in it.</summary>
public sealed class AnswersFixture : IAsyncLifetime
{
    private const string Policy = """
        upstream: {registry: "<upstream>", repositoryPrefix: prod/images}
        pages: {info: "https://info.example/about", privacy: "https://privacy.example/p?lang=en"}
        artifacts:
          - {path: /kops/old/, host: old.files.example}
          - {path: /kops/, host: files.example}
          - {path: /cloud/, host: "https://cloud.files.example/base", provider: cloud}
          - {path: /cloud/, host: other.files.example}
        providers:
          - {name: cloud, cidrs: [192.0.2.0/24], mirrors: [{name: near, url: "<near>"}]}
        """;

    internal RunningRedirector Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningRedirector.StartAsync(Policy);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Server.Log.ShouldBeQuiet();
    }
}
