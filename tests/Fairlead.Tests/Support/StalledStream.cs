namespace Fairlead.Tests.Support;

/// <summary>A stream that nobody reads at the other end: writes begin and don't end until it is released.</summary>
internal sealed class StalledStream : MemoryStream
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on it is read.</summary>
    public void Release() => _released.SetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _released.Task;
        await base.WriteAsync(buffer, cancellationToken);
    }
}
