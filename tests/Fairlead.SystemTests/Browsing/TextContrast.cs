using Microsoft.Playwright;

namespace Fairlead.SystemTests.Browsing;

/// <summary>Whether a page can be read.</summary>
internal static class TextContrast
{
    private const string TooFaint = """
        atLeast => {
          const channels = colour => colour.match(/[\d.]+/g).map(Number);
          const luminance = colour => channels(colour).slice(0, 3).map(c => c / 255)
            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = element => {
            for (let e = element; e; e = e.parentElement) {
              const colour = getComputedStyle(e).backgroundColor;
              if ((channels(colour)[3] ?? 1) > 0) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          const texts = [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility() && !e.closest('title, desc')
            && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
          if (texts.length < atLeast) return ['only ' + texts.length + ' texts'];
          return texts.map(e => {
            const colour = e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color;
            const [low, high] = [luminance(colour), luminance(ground(e))].sort((a, b) => a - b);
            return { ratio: (high + 0.05) / (low + 0.05), text: e.textContent.trim() };
          }).filter(t => t.ratio < 4.5).map(t => t.ratio.toFixed(2) + ' ' + t.text);
        }
        """;

    /// <summary>Each text that is seen: its contrast with the ground that it stands on (WCAG 2.2, 1.4.3), where it is too low.</summary>
    /// <param name="page">The page.</param>
    /// <param name="atLeast">Texts that must be seen.</param>
    public static Task<string[]> TooFaintAsync(IPage page, int atLeast) => page.EvaluateAsync<string[]>(TooFaint, atLeast);
}
