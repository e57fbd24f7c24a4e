using Fairlead.Demo.Behaviours;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>A server that answers some requests as a test says, and the rest as it should.</summary>
/// <param name="lie">Answers, and says whether it did.</param>
internal sealed class LyingBehaviour(Func<HttpContext, Task<bool>> lie) : Behaviour
{
    internal override async ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time) => !await lie(context);
}
