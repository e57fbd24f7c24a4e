using Fairlead.Networks.Lookup;
using Fairlead.Tests.Traffic.Attribution;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.ClickHouse;
using Fairlead.Traffic.Importing;

namespace Fairlead.Tests.Traffic.ClickHouse;

public sealed class RequestEncoderTests
{
    [Fact]
    public void Unnamed_RequestsThatLoseSeveralNamesOrAgainTheSame_CountOnceEach()
    {
        var encoder = new RequestEncoder(new ImportOptions
        {
            Networks = ClientNetworks.Of(new NetworkTableBuilder(ownerOf: null).Build()),
            Content = new ContentBook([]),
            Backends = new BackendBook(policy: null, unnamed: null),
            Salt = Salt.Create(),
        });
        var rows = new RowWriter();
        for (var i = 0; i < CellKey.MostNames; i++) Write($"b{i}", $"r{i}");

        encoder.Unnamed.ShouldBe(2); // "" and "other" have places, too

        Write("b1", "r1"); // is known
        Write("new", "new");
        Write("new", "new");
        Write("b1", "newer");
        Write("newer", "r1");
        encoder.Unnamed.ShouldBe(6);

        void Write(string backend, string region)
        {
            encoder.Write(new LoggedRequest(Backend: backend) { Facts = ("net", "net", region, 0, "") }.ToRecord(), rows);
            rows.CutTo(0);
        }
    }
}
