using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;

namespace Fairlead.Cli.Promoting;

/// <summary><c>--map</c> and <c>--plain-http</c> of verbs that take arguments: one value behind each, so that none takes an argument for a value of its own.</summary>
internal sealed class RegistryNames
{
    private readonly Option<string[]> _map = new("--map") { Description = "In the manifests, TO takes the place of FROM and of what lies below it: to try them in a sandbox. May be given several times.", HelpName = "FROM=TO" };
    private readonly Option<string[]> _plainHttp = new("--plain-http") { Description = "Speak plain HTTP to this registry. May be given several times.", HelpName = "HOST" };

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_map);
        command.Options.Add(_plainHttp);
    }

    /// <summary>Says what is wrong with them.</summary>
    public void Check(CommandResult result)
    {
        Map(result, result.AddError);
        PlainHttp(result, result.AddError);
    }

    /// <summary>What takes the place of the manifests' names.</summary>
    public NameMap Map(CommandResult result) => Map(result, _ => { });

    /// <summary>How registries are talked to, with the credentials of whoever runs this.</summary>
    public RegistryClientOptions Registries(CommandResult result) => new()
    {
        PlainHttp = PlainHttp(result, _ => { }),
        Credentials = RegistryCredentials.FromEnvironment(Environment.GetEnvironmentVariable, TimeProvider.System),
    };

    private NameMap Map(CommandResult result, Action<string> error) => MapOption.Parse(result.GetValue(_map) ?? [], error);

    private IReadOnlySet<string> PlainHttp(CommandResult result, Action<string> error) => RegistryOptions.ParsePlainHttp(result.GetValue(_plainHttp) ?? [], error);
}
