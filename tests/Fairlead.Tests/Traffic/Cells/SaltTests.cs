using Fairlead.Networks.Addresses;
using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class SaltTests : IDisposable
{
    private static readonly IpAddress s_client = IpAddress.Parse("192.0.2.7");
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-salt").FullName;

    private string SaltPath => Path.Combine(_folder, "salt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Of the vectors of the authors' reference implementation (vectors.h), the one of 16 bytes: key 00..0f, message 00..0f.</summary>
    [Fact]
    public void SipHash_VectorOfItsAuthors_IsTheSame() =>
        SipHash.Of(0x0706050403020100, 0x0F0E0D0C0B0A0908, 0x0706050403020100, 0x0F0E0D0C0B0A0908).ShouldBe(0x3F2ACC7F57C29BDBUL);

    [Fact]
    public void Of_AddressUnderTwoSalts_IsAnother()
    {
        Salt one = Salt.Create(), another = Salt.Create();
        one.Of(s_client).ShouldBe(one.Of(IpAddress.Parse("::ffff:192.0.2.7")));
        one.Of(s_client).ShouldNotBe(another.Of(s_client));
        one.Of(s_client).ShouldNotBe(one.Of(IpAddress.Parse("192.0.2.8")));
        one.Of(s_client).ShouldNotBe(one.Of(IpAddress.Parse("::c000:207")));
        one.Fingerprint.ShouldNotBe(another.Fingerprint);
    }

    [Fact]
    public void FromFile_NoFile_MakesOneForItsOwner()
    {
        var made = Salt.FromFile(SaltPath);
        var read = Salt.FromFile(SaltPath);
        (read.Fingerprint, read.Of(s_client)).ShouldBe((made.Fingerprint, made.Of(s_client)));
        File.GetUnixFileMode(SaltPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var text = File.ReadAllText(SaltPath);
        (text.Length, text[^1]).ShouldBe((65, '\n'));
        Directory.GetFiles(_folder).ShouldBe([SaltPath]);
    }

    [Fact]
    public async Task FromFile_ManyAtOnce_GetTheSame()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = Path.Combine(_folder, $"{round}");
            using var start = new Barrier(8);
            var salts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Salt.FromFile(path).Fingerprint;
                },
                TaskCreationOptions.LongRunning)));
            salts.Distinct().Count().ShouldBe(1);
        }
        Directory.GetFiles(_folder).Length.ShouldBe(20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void FromFile_LineWithAnyEnd_IsTaken(string end)
    {
        var digits = new string('a', 64);
        File.WriteAllText(SaltPath, digits + end);
        Salt.FromFile(SaltPath).Fingerprint.ShouldBe(new Salt(Convert.FromHexString(digits)).Fingerprint);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(63, "")]
    [InlineData(65, "")]
    [InlineData(64, "\naa")]
    [InlineData(63, "g")]
    [InlineData(63, "\u00e9")]
    [InlineData(128, "")]
    public void FromFile_NoSalt_IsRefusedAndLeftAsItIs(int digits, string end)
    {
        var text = new string('a', digits) + end;
        File.WriteAllText(SaltPath, text);
        Should.Throw<InvalidDataException>(() => Salt.FromFile(SaltPath)).Message.ShouldStartWith($"{SaltPath} is no salt: a salt is one line of 64 hex digits");
        File.ReadAllText(SaltPath).ShouldBe(text);
    }

    [Fact]
    public void FromFile_NoFolder_SaysSo() =>
        Should.Throw<DirectoryNotFoundException>(() => Salt.FromFile(Path.Combine(_folder, "none", "salt"))).Message.ShouldContain("there is no folder");
}
