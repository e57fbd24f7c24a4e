using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Loading;

/// <summary>The files under <c>examples/</c>.</summary>
internal static class Examples
{
    public static string Path(string file) => System.IO.Path.Combine(Checkout.Root, "examples", file);
}
