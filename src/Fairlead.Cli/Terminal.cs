namespace Fairlead.Cli;

/// <summary>What stderr is shown on.</summary>
internal static class Terminal
{
    private const int UsualWidth = 80;

    /// <summary>Its columns; null where it is no terminal, or one on which a line can't be taken back.</summary>
    public static int? ErrorWidth
    {
        get
        {
            if (Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is not { Length: > 0 } or "dumb") return null;
            try
            {
                return Console.WindowWidth is > 0 and var width ? width : UsualWidth;
            }
            catch (IOException)
            {
                return UsualWidth;
            }
        }
    }
}
