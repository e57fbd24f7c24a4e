using System.Collections.Concurrent;
using Fairlead.Artifacts.Promotion.Applying;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

/// <summary>Writes down what it is told.</summary>
internal sealed class RecordingObserver : IPromotionObserver
{
    private long _sent;

    public ConcurrentQueue<EdgeOutcome> Edges { get; } = new();

    public ConcurrentQueue<AttachmentOutcome> Attachments { get; } = new();

    public ConcurrentQueue<string> GaveUp { get; } = new();

    public long SentBytes => Interlocked.Read(ref _sent);

    public Action<EdgeOutcome>? OnSettled { get; init; }

    public void Sent(long bytes) => Interlocked.Add(ref _sent, bytes);

    public void Settled(EdgeOutcome outcome)
    {
        Edges.Enqueue(outcome);
        OnSettled?.Invoke(outcome);
    }

    public void Settled(AttachmentOutcome outcome) => Attachments.Enqueue(outcome);

    public void GivenUp(string destination, string message) => GaveUp.Enqueue(message);
}
