using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Behaviours;

internal sealed class SlowBehaviour(TimeSpan delay) : Behaviour
{
    internal override async ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time)
    {
        await Task.Delay(delay, time, context.RequestAborted);
        return true;
    }
}
