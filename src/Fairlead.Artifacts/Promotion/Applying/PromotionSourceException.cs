namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What is to be promoted can't be had from its source, or is not what its digest says. No destination is to blame.</summary>
internal sealed class PromotionSourceException(string message, Exception? inner = null) : IOException(message, inner);
