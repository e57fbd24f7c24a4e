using Fairlead.Formats.Oci;
using FsCheck;
using FsCheck.Fluent;

namespace Fairlead.Tests.Formats.Oci;

public sealed class DigestTests
{
    /// <summary>SHA-256 of nothing (FIPS 180-4; the digest of an empty blob).</summary>
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Of_Nothing_IsTheKnownDigest() => Digest.Of([]).ToString().ShouldBe(Empty);

    [Fact]
    public void KeyedHash_OtherKey_IsAnother()
    {
        var digest = Digest.Parse(Empty);
        digest.KeyedHash(1, 2).ShouldBe(Digest.Of([]).KeyedHash(1, 2));
        new[] { digest.KeyedHash(1, 2), digest.KeyedHash(2, 1), digest.KeyedHash(1, 3), digest.KeyedHash(3, 2) }.ShouldBeUnique();
    }

    [Fact]
    public void Parse_Canonical_RoundTrips()
    {
        var digest = Digest.Parse(Empty);
        digest.ToString().ShouldBe(Empty);
        digest.Hex.ShouldBe(Empty["sha256:".Length..]);
        digest.ShouldBe(Digest.Of([]));
        digest.GetHashCode().ShouldBe(Digest.Of([]).GetHashCode());
        Digest.TryParseHex(digest.Hex, out var fromHex).ShouldBeTrue();
        fromHex.ShouldBe(digest);
    }

    [Fact]
    public void TryParse_AnyBytes_RoundTrip() => Prop.ForAll(ArbMap.Default.GeneratorFor<byte>().ArrayOf(32).ToArbitrary(), bytes =>
    {
        var text = "sha256:" + Convert.ToHexStringLower(bytes);
        return Digest.TryParse(text, out var digest) && digest == Digest.FromBytes(bytes) && digest.ToString() == text;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha256")]
    [InlineData("SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256:E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85g")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85/")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85\u0660")]
    [InlineData("sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(" sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    public void TryParse_AnythingElse_IsNoDigest(string text)
    {
        Digest.TryParse(text, out var digest).ShouldBeFalse();
        digest.ShouldBe(default);
        Should.Throw<FormatException>(() => Digest.Parse(text));
    }

    [Fact]
    public void TryParse_EveryCharacterAtEveryPlace_OnlyLowerCaseHexPasses()
    {
        for (var place = "sha256:".Length; place < Digest.TextLength; place++)
        {
            var text = Empty.ToCharArray();
            for (var c = '\0'; c < 0x180; c++)
            {
                text[place] = c;
                if (Digest.TryParse(text, out _) != c is (>= '0' and <= '9') or (>= 'a' and <= 'f')) Assert.Fail($"U+{(int)c:X4} at {place}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void FromBytes_NotThirtyTwo_Throws(int length) => Should.Throw<ArgumentOutOfRangeException>(() => Digest.FromBytes(new byte[length]));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(70)]
    public void WriteTo_TooShort_Throws(int length) => Should.Throw<ArgumentException>(() => Digest.Of([]).WriteTo(new char[length]));

    [Fact]
    public void WriteTo_LongerSpan_LeavesTheRest()
    {
        var text = new string('x', Digest.TextLength + 2).ToCharArray();
        Digest.Of([]).WriteTo(text);
        new string(text).ShouldBe(Empty + "xx");
    }
}
