using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>The policy file from top to bottom: one reader a section, names first, then whatever refers to them.</summary>
internal sealed class PolicyReader(PolicyReport report, string baseDirectory, string? upstreamOverride, Func<string, bool>? isKnownRegion)
{
    private static readonly TimeSpan DefaultShutdownDelay = TimeSpan.FromSeconds(5);

    /// <summary>The policy; unfit for use when the report has an error, or null.</summary>
    public PolicyConfig? Read(YamlNode root)
    {
        if (report.Yaml.Map(root, "the policy file") is not { } file) return null;

        var upstream = new UpstreamReader(report).ReadMain(file, upstreamOverride);
        var hosts = new HostsReader(report).Read(file.Map("hosts"));
        var pages = file.Map("pages");
        var networks = new NetworksReader(report, baseDirectory).Read(file.Map("networks"));
        var providersFrom = new ProvidersFromReader(report, networks, baseDirectory).Read(file);
        var providers = new ProvidersReader(report, isKnownRegion).Read(file.List("providers")) with { From = providersFrom };
        var routes = new RoutesReader(report, networks, providers).Read(file.List("routes"));
        var artifacts = new ArtifactsReader(report, providers).Read(file.List("artifacts"));
        new ClaimsCheck(report, networks).Check(providers);
        new IdleProvidersCheck(report, networks, routes, artifacts).Check(providers);

        return new PolicyConfig
        {
            Upstream = upstream!, // an error has been reported where it is null
            Hosts = hosts,
            InfoPage = Page(pages, "info"),
            PrivacyPage = Page(pages, "privacy"),
            HealthPath = HealthPath(pages),
            RedirectStatus = RedirectStatus(file),
            ClientAddress = new ClientAddressReader(report).Read(file.Map("clientAddress")),
            Networks = networks.Config,
            Providers = providers.Configs,
            ProvidersFrom = providersFrom,
            Routes = routes,
            Default = providers.Mirrors.Resolve(file.Texts("default"), "'default'"),
            Presence = PresenceReader.Read(file.Map("presence")),
            Artifacts = artifacts,
            ShutdownDelay = file.Map("shutdown")?.Duration("delay", TimeSpan.Zero, TimeSpan.FromMinutes(5)) ?? DefaultShutdownDelay,
        };
    }

    private string? Page(MapReader? pages, string key)
    {
        if (pages?.Text(key) is not { } page) return null;
        if (HttpUrl.TryParse(page.Text, out var url, out var fault)) return url.Text;
        report.Error(page, $"'{key}' must be an absolute URL: {fault}");
        return null;
    }

    private string? HealthPath(MapReader? pages)
    {
        if (pages?.Text("health") is not { } path) return null;
        var fault = path.Text is "/" or "/privacy" ? "there is another page" : ArtifactPath.IsValid(path.Text, out var wrong) ? null : wrong;
        if (fault is null) return path.Text;
        report.Error(path, $"{Quoted.Text(path.Text)} can't be the path of 'health': {fault}");
        return null;
    }

    private int RedirectStatus(MapReader file)
    {
        const int temporaryRedirect = 307;
        if (file.Int("redirectStatus", 0, 999) is not { } status) return temporaryRedirect;
        if (status is temporaryRedirect or 302) return status;
        report.Error(file.Value("redirectStatus")!, $"'redirectStatus' must be 307 or 302, not {status}: others are kept by caches or change the method");
        return status;
    }
}
