using System.Text;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Providers;

namespace Fairlead.Tests.Policy.Providers;

public sealed class ProviderFileReaderTests
{
    [Fact]
    public void Read_AllKeys_HasItsValues()
    {
        var file = Good("""
            # note: as in the real ones
            name: amazon
            redirectsTo:
              registry: kubernetes.ecr.example
              artifacts: https://files.example/kubernetes/
              somethingNew: 1
            asns:
              - 16509
              - 14618
              - 16509
            contact: {name: On call, email: oncall@example.org, phone: "1"}
            active: false
            weight: [not, ours]
            """);
        file.Name.ShouldBe("amazon");
        file.FileName.ShouldBe("x.yaml");
        file.Asns.ShouldBe([16509u, 14618u], "each once");
        file.Registry.ShouldBe(new HttpTarget("https://kubernetes.ecr.example", "kubernetes.ecr.example"));
        file.Artifacts.ShouldBe(new HttpTarget("https://files.example/kubernetes", "files.example"));
        file.Contact.ShouldBe(new ContactConfig("On call", "oncall@example.org"));
        file.Active.ShouldBe(false);
    }

    [Fact]
    public void Read_NameAlone_IsAProviderOfWhichNothingIsSaid()
    {
        var file = Good("name: baidu");
        (file.Name, file.Asns.Count, file.Registry, file.Artifacts, file.Contact, file.Active).ShouldBe(("baidu", 0, null, null, null, null));
    }

    [Theory]
    [InlineData("k8s.gcr.example", "https://k8s.gcr.example")]
    [InlineData("K8S.gcr.example:8443", "https://K8S.gcr.example:8443")]
    [InlineData("http://127.0.0.1:5000/", "http://127.0.0.1:5000")]
    public void Read_Registry_IsAHostOrABaseUrl(string registry, string url) => Good($"name: a\nredirectsTo: {{registry: \"{registry}\"}}").Registry!.BaseUrl.ShouldBe(url);

    [Theory]
    [InlineData("asns: [1]", "needs a 'name'")]
    [InlineData("name: \"a b\"", "is not a name")]
    [InlineData("name: [a]", "must be a text")]
    [InlineData("name: a\nasns: 1", "must be a list")]
    [InlineData("name: a\nasns: [AS1]", "an ASN must be")]
    [InlineData("name: a\nasns: [0]", "an ASN must be")]
    [InlineData("name: a\nactive: yes", "true or false")]
    [InlineData("name: a\ncontact: me", "must be a mapping")]
    [InlineData("name: a\nredirectsTo: host.example", "must be a mapping")]
    [InlineData("name: a\nredirectsTo: {registry: \"ftp://a.example\"}", "neither a host nor a base URL")]
    [InlineData("name: a\nredirectsTo: {registry: \"a.example/path\"}", "no path")]
    [InlineData("name: a\nredirectsTo: {registry: \"user@a.example\"}", "user names")]
    [InlineData("name: a\nredirectsTo: {registry: \"a.example\\r\\nX: y\"}", "not allowed in a URL")]
    [InlineData("name: a\nredirectsTo: {artifacts: \"https://a.example/x?y\"}", "no query")]
    [InlineData("name: a\nredirectsTo: {artifacts: \"https://a.example/../x\"}", "no '.' and no '..'")]
    [InlineData("name: a\nname: b", "name")]
    [InlineData("name: &x a\nasns: [*x]", "anchor")]
    [InlineData("- a", "must be a mapping")]
    [InlineData("", "")]
    public void Read_WrongFile_SaysWhereAndWhat(string text, string words)
    {
        var problems = new List<Problem>();
        ProviderFileReader.Read("x.yaml", Encoding.UTF8.GetBytes(text), problems).ShouldBeNull();
        problems.ShouldNotBeEmpty();
        problems[0].ToString().ShouldStartWith("x.yaml");
        problems.ShouldContain(problem => problem.Severity == Severity.Error && problem.Message.Contains(words, StringComparison.OrdinalIgnoreCase), string.Join('\n', problems));
    }

    private static ProviderFile Good(string text)
    {
        var problems = new List<Problem>();
        var file = ProviderFileReader.Read("x.yaml", Encoding.UTF8.GetBytes(text), problems);
        problems.ShouldBeEmpty();
        return file.ShouldNotBeNull();
    }
}
