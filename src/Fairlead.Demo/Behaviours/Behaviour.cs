using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Behaviours;

/// <summary>
/// How a server meets every request, whatever it asks: as it should, or in one of the ways in which servers fail.
/// Can be changed while it runs; requests under way keep the one they began with.
/// </summary>
public abstract class Behaviour
{
    /// <summary>Answers as it should.</summary>
    public static Behaviour Normal { get; } = new NormalBehaviour();

    /// <summary>Cuts the connection instead of answering.</summary>
    public static Behaviour Reset { get; } = new ResetBehaviour();

    /// <summary>Answers this status to everything, with no body.</summary>
    public static Behaviour Status(int status) => new StatusBehaviour(status);

    /// <summary>Answers as it should after this long, by the server's clock.</summary>
    public static Behaviour Slow(TimeSpan delay) => new SlowBehaviour(delay);

    /// <summary>Sends every request elsewhere, with a 302.</summary>
    public static Behaviour Redirect(Uri location) => new RedirectBehaviour(location);

    /// <summary>Takes requests and doesn't answer them until released.</summary>
    public static HangBehaviour Hang() => new();

    /// <summary>Meets the request.</summary>
    /// <returns>Whether the normal answer is still to be given.</returns>
    internal abstract ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time);
}
