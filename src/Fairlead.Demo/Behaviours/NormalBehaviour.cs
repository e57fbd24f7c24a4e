using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Behaviours;

internal sealed class NormalBehaviour : Behaviour
{
    internal override ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time) => ValueTask.FromResult(true);
}
