using System.Net;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>Every server there is, without a network: for what needs https.</summary>
internal sealed class StubHandler(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<Uri> Asked { get; } = [];

    public static HttpResponseMessage Redirect(string location)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TemporaryRedirect);
        response.Headers.TryAddWithoutValidation("Location", location);
        response.Headers.TryAddWithoutValidation("Cache-Control", "no-store");
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (Asked) Asked.Add(request.RequestUri!);
        return Task.FromResult(answer(request.RequestUri!));
    }
}
