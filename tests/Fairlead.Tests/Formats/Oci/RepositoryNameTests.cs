using System.Text.RegularExpressions;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Formats.Oci;

public sealed partial class RepositoryNameTests
{
    [Theory]
    [InlineData("pause", true)]
    [InlineData("a", true)]
    [InlineData("sig-storage/csi-provisioner", true)]
    [InlineData("a.b_c__d-e---f/0", true)]
    [InlineData("", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a//b", false)]
    [InlineData("A", false)]
    [InlineData("a..b", false)]
    [InlineData("a___b", false)]
    [InlineData("a._b", false)]
    [InlineData("a-", false)]
    [InlineData("-a", false)]
    [InlineData("a/-b", false)]
    [InlineData("a/_", false)]
    [InlineData("a\n", false)]
    [InlineData("é", false)]
    [InlineData("a:b", false)]
    [InlineData("a/../b", false)]
    public void IsValid_Name_IsAsTheSpecificationSays(string name, bool isValid)
    {
        RepositoryName.IsValid(name).ShouldBe(isValid);
        Oracle(name).ShouldBe(isValid);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void IsValid_Length_HasItsLimit(int length, bool isValid) => RepositoryName.IsValid(new string('a', length)).ShouldBe(isValid);

    [Fact]
    public void IsValid_AllShortStrings_AgreesWithTheGrammar()
    {
        const string Alphabet = "a0._-/A ";
        for (var length = 1; length <= 6; length++)
        {
            var name = new char[length];
            var count = (int)Math.Pow(Alphabet.Length, length);
            var step = length < 6 ? 1 : 7; // of the longest ones every seventh
            for (var number = 0; number < count; number += step)
            {
                for (int i = 0, rest = number; i < length; i++, rest /= Alphabet.Length) name[i] = Alphabet[rest % Alphabet.Length];
                Check(new string(name));
            }
        }
    }

    [Fact]
    public void IsValid_RandomStrings_AgreesWithTheGrammar()
    {
        const string Alphabet = "abz09._-/__--";
        var random = new Random(2);
        for (var round = 0; round < 20_000; round++)
            Check(string.Create(random.Next(1, 40), random, (name, r) => { foreach (ref var c in name) c = Alphabet[r.Next(Alphabet.Length)]; }));
        for (var round = 0; round < 2_000; round++)
            Check(string.Create(random.Next(1, 10), random, (name, r) => { foreach (ref var c in name) c = (char)r.Next(0x250); }));
    }

    private static void Check(string name)
    {
        if (RepositoryName.IsValid(name) != Oracle(name)) Assert.Fail($"'{name}'");
    }

    private static bool Oracle(string name) => name.Length <= 255 && Grammar().IsMatch(name);

    /// <summary>OCI distribution specification 1.1, "Pulling manifests"; \z, because $ would let a line end pass.</summary>
    [GeneratedRegex(@"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex Grammar();
}
