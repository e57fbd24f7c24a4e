using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Behaviours;

internal sealed class RedirectBehaviour(Uri location) : Behaviour
{
    internal override ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = location.AbsoluteUri;
        return ValueTask.FromResult(false);
    }
}
