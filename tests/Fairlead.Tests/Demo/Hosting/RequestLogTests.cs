using Fairlead.Demo.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Tests.Demo.Hosting;

public sealed class RequestLogTests
{
    [Fact]
    public void Add_MoreThanItHolds_KeepsTheLastAndCountsAll()
    {
        var log = new RequestLog();
        for (var i = 0; i < RequestLog.Capacity + 5; i++) log.Add(Request($"/{i}"));
        log.Total.ShouldBe(RequestLog.Capacity + 5);
        var requests = log.Snapshot();
        requests.Count.ShouldBe(RequestLog.Capacity);
        requests[0].ShouldBe(new LoggedRequest("GET", "/5", 0));
        requests[^1].Target.ShouldBe($"/{RequestLog.Capacity + 4}");
    }

    [Fact]
    public void Clear_SomeRequests_BeginsAnew()
    {
        var log = new RequestLog();
        log.Add(Request("/"));
        log.Clear();
        log.Total.ShouldBe(0);
        log.Snapshot().ShouldBeEmpty();
    }

    private static DefaultHttpContext Request(string target)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        return context;
    }
}
