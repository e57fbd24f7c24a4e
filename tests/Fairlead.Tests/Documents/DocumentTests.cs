using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fairlead.Cli.Commands;
using Fairlead.Cli.Probing;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Observing;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fairlead.Tests.Documents;

/// <summary>The documents say what is so.</summary>
public sealed class DocumentTests
{
    private static readonly MarkdownFile RequestHandling = MarkdownFile.Read("docs/request-handling.md");
    private static readonly MarkdownFile Readme = MarkdownFile.Read("README.md");

    [Fact]
    public void Architecture_Metrics_AreThoseOfTheCatalog()
    {
        var documented = DocumentedMetric.All().Select(metric => $"{metric.Name} {metric.Type}");

        documented.ShouldBe(Metrics().Select(metric => $"{metric.Name} {metric.Type}"));
    }

    [Fact]
    public void Documents_NamesOfMetrics_AreInTheCatalog()
    {
        var known = Metrics().Select(metric => metric.Name).Concat(ProbeMetrics.Names).ToHashSet();

        foreach (var path in Checkout.Documents())
            MarkdownFile.Read(path).Words(@"\bfairlead_[a-z_]+").Where(name => !known.Contains(name)).ShouldBeEmpty(path);
    }

    [Fact]
    public void RequestHandling_TableOfRules_HasEachWithItsStatus()
    {
        const int redirect = 307;
        var rules = Enum.GetValues<Rule>().Select(rule => (rule.Name(), rule.Status(redirect).ToString(CultureInfo.InvariantCulture)));

        RequestHandling.RowsOfCode().Where(row => row.Length == 4).Select(row => (row[0], row[2])).ShouldBe(rules);
    }

    [Fact]
    public void RequestHandling_Headings_AreTheFourteenRules()
    {
        var numbers = RequestHandling.Anchors().Select(anchor => anchor.Split('-')[0]).Where(word => int.TryParse(word, out _));

        numbers.ShouldBe(Enumerable.Range(1, 14).Select(number => number.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Documents_RelativeLinks_LeadSomewhere()
    {
        var dead = new List<string>();
        foreach (var path in Checkout.Documents())
        {
            foreach (var link in MarkdownFile.Read(path).Links().Where(link => !link.Contains("://", StringComparison.Ordinal)))
            {
                var (file, anchor) = Parts(link);
                var target = file.Length == 0 ? path : Path.Combine(Path.GetDirectoryName(path)!, file);
                var there = Path.Combine(Checkout.Root, target);
                var isThere = anchor.Length == 0 ? Path.Exists(there) : File.Exists(there) && MarkdownFile.Read(target).Anchors().Contains(anchor);
                if (!isThere) dead.Add($"{path}: {link}");
            }
        }
        dead.ShouldBeEmpty();
    }

    [Fact]
    public void Documents_CommandLines_Parse()
    {
        var commands = Checkout.Documents().SelectMany(path => MarkdownFile.Read(path).CommandLines("./fairlead")).Where(command => command != "./fairlead VERB ...");

        foreach (var command in commands) Parse(command).Errors.Select(error => error.Message).ShouldBeEmpty(command);
    }

    [Fact]
    public void Readme_Verbs_HaveAnExampleEach()
    {
        var shown = Readme.CommandLines("./fairlead").Select(command => Parse(command).CommandResult.Command.Name).Distinct();

        Leaves(CommandLine.Root()).Select(command => command.Name).Except(shown).ShouldBeEmpty();
    }

    private static ParseResult Parse(string command) => CommandLine.Root().Parse(CommandLineParser.SplitCommandLine(command).Skip(1).ToArray());

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    private static (string File, string Anchor) Parts(string link)
    {
        var hash = link.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (link, "") : (link[..hash], link[(hash + 1)..]);
    }

    /// <summary>Every metric and its type, in the catalog's order.</summary>
    private static IEnumerable<(string Name, string Type)> Metrics()
    {
        var metrics = new RedirectorMetrics();
        var presence = new PresenceConfig(TimeSpan.FromSeconds(1), Candidates: 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), Entries: 8, HeadsPerSecond: 1);
        using var nobody = new HttpMessageInvoker(new SocketsHttpHandler());
        var heads = new HeadClient(nobody, new PresenceCache(presence.Entries), new Clock(TimeProvider.System), metrics, presence, NullLogger.Instance);
        var families = MetricCatalog.Families(metrics, heads, accessLog: null, () => [], () => [], () => 0, () => true, () => null);
        return
        [
            .. families.Select(family => (family.Name, family.Kind == MetricKind.Counter ? "counter" : "gauge")),
            .. MetricCatalog.Histograms(metrics).Select(family => (family.Name, "histogram")),
        ];
    }
}
