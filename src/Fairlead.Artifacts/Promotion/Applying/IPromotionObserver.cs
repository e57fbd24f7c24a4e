namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>Who watches a plan being applied. Called by several threads at once; quick, and never throws.</summary>
public interface IPromotionObserver
{
    /// <summary>So many bytes more were taken by destinations.</summary>
    void Sent(long bytes);

    /// <summary>An edge is done, has failed or is left.</summary>
    void Settled(EdgeOutcome outcome);

    /// <summary>So is an attachment.</summary>
    void Settled(AttachmentOutcome outcome);

    /// <summary>A destination was given up.</summary>
    void GivenUp(string destination, string message);
}
