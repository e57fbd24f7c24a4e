using Fairlead.Networks;

namespace Fairlead.Tests.Networks;

public sealed class CountryCodeTests
{
    [Fact]
    public void TryParse_AnyTwoLetters_ComesBackInUpperCase()
    {
        for (var first = 'a'; first <= 'z'; first++)
        {
            for (var second = 'A'; second <= 'Z'; second++)
            {
                CountryCode.TryParse([(byte)first, (byte)second], out var country).ShouldBeTrue();
                country.ToString().ShouldBe($"{char.ToUpperInvariant(first)}{second}");
                CountryCode.Of(country.Number).ShouldBe(country);
                country.Number.ShouldBeInRange(1, CountryCode.Count - 1);
            }
        }
    }

    [Fact]
    public void TryParse_AnythingElse_IsFalse()
    {
        foreach (var text in new[] { "", "D", "DEU", "D1", "--", "  ", "É" })
            CountryCode.TryParse(System.Text.Encoding.Latin1.GetBytes(text), out _).ShouldBeFalse(text);
        default(CountryCode).IsNone.ShouldBeTrue();
        default(CountryCode).ToString().ShouldBe("");
        Should.Throw<ArgumentOutOfRangeException>(() => CountryCode.Of(CountryCode.Count));
        Should.Throw<ArgumentOutOfRangeException>(() => CountryCode.Of(-1));
    }
}
