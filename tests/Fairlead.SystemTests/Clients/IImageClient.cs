using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Clients;

/// <summary>A real client with an empty store of its own, so that a pull fetches everything.</summary>
internal interface IImageClient : IAsyncDisposable
{
    /// <summary>Pulls <c>host:port/repository:tag</c> over plain HTTP.</summary>
    Task<CommandResult> PullAsync(string reference);

    /// <summary>Checks what the client now has against the image: the digests of manifest, config and layers, computed from what is in its store.</summary>
    Task ShouldHoldAsync(TestImage image);
}
