using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Behaviours;

internal sealed class StatusBehaviour(int status) : Behaviour
{
    internal override ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time)
    {
        context.Response.StatusCode = status;
        return ValueTask.FromResult(false);
    }
}
