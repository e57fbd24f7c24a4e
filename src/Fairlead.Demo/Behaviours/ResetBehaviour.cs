using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Behaviours;

internal sealed class ResetBehaviour : Behaviour
{
    internal override ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time)
    {
        context.Abort();
        // Returning would have Kestrel begin an answer that nobody gets, and the log would show it.
        throw new ConnectionAbortedException();
    }
}
