using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Attribution;

/// <summary>A request of a log in texts, for tests. Facts are provider, network, region, ASN and country.</summary>
internal sealed record LoggedRequest(string Target = "/", string? Client = null, string Backend = "", int Status = 200, long Bytes = 0)
{
    public RequestMethod Method { get; init; } = RequestMethod.Get;

    public string Time { get; init; } = "2026-10-10T13:55:36Z";

    public (string Provider, string Network, string Region, uint Asn, string Country)? Facts { get; init; }

    public LogRecord ToRecord() => new()
    {
        Time = DateTimeOffset.Parse(Time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
        Method = Method,
        Status = Status,
        Bytes = Bytes,
        HasClient = Client is not null,
        Client = Client is null ? default : IpAddress.Parse(Client),
        Backend = Encoding.UTF8.GetBytes(Backend),
        Target = Encoding.UTF8.GetBytes(Target),
        Facts = Facts is not { } facts ? default : new LoggedFacts
        {
            IsSet = true,
            Provider = Encoding.UTF8.GetBytes(facts.Provider),
            Network = Encoding.UTF8.GetBytes(facts.Network),
            Region = Encoding.UTF8.GetBytes(facts.Region),
            Asn = facts.Asn,
            Country = Encoding.UTF8.GetBytes(facts.Country),
        },
    };
}
