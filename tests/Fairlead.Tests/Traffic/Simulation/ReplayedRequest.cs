using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Simulation;

/// <summary>A request of a log, as tests write one.</summary>
internal sealed record ReplayedRequest(string Target)
{
    /// <summary>The client; null: the log has none.</summary>
    public string? Client { get; init; }

    /// <summary>In place of the client, as in a redirector's own log: its network and its region.</summary>
    public (string? Network, string? Region, uint Asn, string? Country)? Facts { get; init; }

    public string Backend { get; init; } = "";

    public long Bytes { get; init; } = 1000;

    public RequestMethod Method { get; init; } = RequestMethod.Get;

    public int Status { get; init; } = 200;

    public DateTimeOffset Time { get; init; } = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Hands it to whoever takes requests.</summary>
    public void To(IRequestSink sink)
    {
        var record = new LogRecord
        {
            Time = Time.ToUnixTimeSeconds(),
            Method = Method,
            Status = Status,
            Bytes = Bytes,
            Backend = Encoding.UTF8.GetBytes(Backend),
            Target = Encoding.UTF8.GetBytes(Target),
        };
        if (Client is not null) (record.HasClient, record.Client) = (true, IpAddress.Parse(Client));
        if (Facts is { } facts)
        {
            record.Facts.IsSet = true;
            record.Facts.Network = Bytes8(facts.Network);
            record.Facts.Region = Bytes8(facts.Region);
            record.Facts.Asn = facts.Asn;
            record.Facts.Country = Bytes8(facts.Country);
        }
        sink.Take(record);

        static byte[] Bytes8(string? text) => Encoding.UTF8.GetBytes(text ?? "");
    }
}
