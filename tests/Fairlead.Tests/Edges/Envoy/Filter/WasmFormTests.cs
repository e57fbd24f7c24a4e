using System.Buffers.Binary;
using System.Net;
using System.Text;
using Fairlead.Edges.Envoy.Filter;
using Fairlead.Edges.Plans;
using Fairlead.Formats.Yaml;
using Fairlead.Tests.Policy.Requests;

namespace Fairlead.Tests.Edges.Envoy.Filter;

public sealed class WasmFormTests
{
    private static readonly IPEndPoint s_everywhere = new(IPAddress.IPv6Any, 8080);

    [Fact]
    public void Files_OfAPolicy_AreAConfigurationAndTheFilterThatItNames()
    {
        var files = FilesOf("", s_everywhere);

        files.Keys.ShouldBe(["envoy.yaml", "fairlead.wasm"], ignoreOrder: true);
        files["fairlead.wasm"].AsSpan(0, 4).ToArray().ShouldBe("\0asm"u8.ToArray());
        var yaml = Encoding.ASCII.GetString(files["envoy.yaml"]);
        yaml.ShouldContain("filename: fairlead.wasm}");
        yaml.ShouldContain("address: \"::\", port_value: 8080, ipv4_compat: true");
        YamlReader.Read(files["envoy.yaml"]).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Files_ListeningAtIPv4_SayNothingOfIPv6() =>
        Encoding.ASCII.GetString(FilesOf("", new(IPAddress.Loopback, 99))["envoy.yaml"]).ShouldContain("{address: \"127.0.0.1\", port_value: 99}\n");

    [Fact]
    public void Files_Configuration_BeginsWithItsMarkAndLength()
    {
        var configuration = ConfigurationOf("");

        Encoding.ASCII.GetString(configuration, 0, 4).ShouldBe("FLW2");
        BinaryPrimitives.ReadInt32LittleEndian(configuration.AsSpan(4)).ShouldBe(configuration.Length - sizeof(uint)); // and the sum of it all
    }

    [Fact]
    public void Files_OfAnotherPolicy_HaveAnotherVm()
    {
        VmOf("").ShouldBe(VmOf(""));
        VmOf("redirectStatus: 302").ShouldNotBe(VmOf(""));
    }

    private static byte[] ConfigurationOf(string policy) => Convert.FromBase64String(ValueOf(policy, "value: \"", '"'));

    private static string VmOf(string policy) => ValueOf(policy, "vm_id: ", ' ');

    private static string ValueOf(string policy, string before, char after) => Encoding.ASCII.GetString(FilesOf(policy, s_everywhere)["envoy.yaml"]).Split(before)[1].Split(after)[0];

    private static Dictionary<string, byte[]> FilesOf(string policy, IPEndPoint listen) =>
        WasmForm.Files(EdgePlan.Of(Compiled.Policy(policy)), listen).ToDictionary(file => file.Name, file =>
        {
            using var content = new MemoryStream();
            file.Write(content);
            return content.ToArray();
        });
}
