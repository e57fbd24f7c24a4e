using System.Net;
using Fairlead.Redirector.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>Who is kept from the admin port. What is answered then is in <see cref="StatusTests"/>.</summary>
public sealed class AdminGuardTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.2", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.2", true)]
    [InlineData("10.0.0.1", false)] // a Service's name, a sidecar's, a balancer's
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData(null, false)]
    public void IsRebound_NameOfAnother_ByTheAddressThatWasConnectedTo(string? local, bool isRebound)
    {
        var context = new DefaultHttpContext();
        context.Connection.LocalIpAddress = local is null ? null : IPAddress.Parse(local);
        context.Request.Host = new HostString("fairlead.monitoring.svc.cluster.local:9090");
        AdminGuard.IsRebound(context).ShouldBe(isRebound);
    }
}
