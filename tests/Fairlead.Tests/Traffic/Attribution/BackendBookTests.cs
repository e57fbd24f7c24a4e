using System.Text;
using Fairlead.Policy.Loading;
using Fairlead.Tests.Policy.Loading;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Attribution;

/// <summary>Who served, whatever a log calls them.</summary>
public sealed class BackendBookTests
{
    private static readonly PolicyConfig s_policy = PolicyText.LoadGood("""
        upstream: {registry: ["https://us-docker.pkg.dev", "https://eu-docker.pkg.dev:8443"], signatures: "https://sigs.example.org"}
        hosts: {old.example.org: {upstream: {registry: "https://old-registry.example.org"}}}
        providers:
          - name: amazon
            mirrors:
              - {url: "https://prod-{region}.s3.dualstack.{region}.amazonaws.com/containers/images/{digest}", regions: [us-east-1, eu-west-3]}
              - {name: dotted, url: "https://a.dotted.name.s3-us-west-2.amazonaws.com/{digest}", region: us-west-2}
              - {name: bypath, url: "https://s3.ap-east-1.amazonaws.com/bypath-bucket/images/{digest}", region: ap-east-1}
          - name: google
            mirrors:
              - {name: gcs, url: "https://storage.googleapis.com/gcs-bucket/containers/images/{digest}", region: us-central1}
              - {name: gcs-host, url: "https://host-bucket.storage.googleapis.com/{digest}"}
              - {name: gcs-old, url: "https://storage.googleapis.com/shared-bucket/old/{digest}"}
              - {name: gcs-new, url: "https://storage.googleapis.com/shared-bucket/old/new/{digest}"}
          - name: cloudflare
            mirrors:
              - {name: r2, url: "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/r2-bucket/{digest}"}
              - {name: r2-host, url: "https://r2-other.0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com/{digest}"}
          - name: edge
            active: false
            mirrors:
              - {name: CDN, url: "https://CDN.example.org:8443/a/{digest}"}
              - {name: twin-1, url: "https://twin.example.org/a/{digest}"}
              - {name: twin-2, url: "https://twin.example.org/a/{digest}"}
              - {name: pkg, url: "https://us-docker.pkg.dev/v2/mirror/blobs/{digest}"}
        routes: [{when: {country: [CN]}, use: [gcs], upstream: {registry: "https://cn.example.org"}}]
        artifacts: [{path: /kops/, host: kubeupv2.s3.amazonaws.com}]
        """);

    [Theory]
    [InlineData("amazon-us-east-1", "", "amazon-us-east-1")] // the redirector's log
    [InlineData("prod-us-east-1", "/containers/images/x", "amazon-us-east-1")] // S3's
    [InlineData("prod-us-east-1", "/anything", "amazon-us-east-1")]
    [InlineData("PROD-eu-west-3.s3.dualstack.eu-west-3.amazonaws.com", "/containers/images/x", "amazon-eu-west-3")]
    [InlineData("prod-eu-central-1", "/containers/images/x", "prod-eu-central-1")]
    [InlineData("a.dotted.name", "/x", "dotted")]
    [InlineData("dotted", "/x", "dotted")]
    [InlineData("bypath-bucket", "/images/x", "bypath")]
    [InlineData("bypath-bucket", "/bypath-bucket/images/x", "bypath")]
    [InlineData("s3.ap-east-1.amazonaws.com", "/bypath-bucket/images/x", "bypath")]
    [InlineData("s3.ap-east-1.amazonaws.com", "/other-bucket/images/x", "s3.ap-east-1.amazonaws.com")]
    [InlineData("gcs-bucket", "/containers/images/x", "gcs")]
    [InlineData("storage.googleapis.com", "/gcs-bucket/containers/images/x", "gcs")]
    [InlineData("storage.googleapis.com", "/nobodys/containers/images/x", "storage.googleapis.com")]
    [InlineData("host-bucket", "/x", "gcs-host")]
    [InlineData("host-bucket.storage.googleapis.com", "/x", "gcs-host")]
    [InlineData("shared-bucket", "/old/x", "gcs-old")]
    [InlineData("shared-bucket", "/old/new/x", "gcs-new")]
    [InlineData("shared-bucket", "/elsewhere/x", "shared-bucket")]
    [InlineData("storage.googleapis.com", "/shared-bucket/old/new/x", "gcs-new")]
    [InlineData("r2-bucket", "/x", "r2")]
    [InlineData("r2-other", "/x", "r2-host")]
    [InlineData("cdn.example.org", "/whatever", "CDN")]
    [InlineData("CDN", "", "CDN")]
    [InlineData("twin.example.org", "/a/x", "twin.example.org")]
    [InlineData("us-docker.pkg.dev", "/v2/mirror/blobs/x", "pkg")]
    [InlineData("us-docker.pkg.dev", "/v2/other/blobs/x", "us-docker.pkg.dev")]
    [InlineData("eu-docker.pkg.dev", "/v2/", "eu-docker.pkg.dev")]
    [InlineData("Never.Seen.example.org", "/", "never.seen.example.org")]
    [InlineData("under_score", "/", "under_score")]
    public void Find_LoggedName_IsTheBackendsName(string logged, string target, string name) => Find(logged, target)!.Name.ShouldBe(name);

    [Theory]
    [InlineData("amazon-us-east-1", "amazon", "us-east-1")]
    [InlineData("gcs-host", "google", null)]
    [InlineData("cdn.example.org", "edge", null)]
    [InlineData("us-docker.pkg.dev", null, null)]
    [InlineData("kubeupv2.s3.amazonaws.com", null, null)]
    [InlineData("unknown.example.org", null, null)]
    public void Find_Backend_SaysWhoseItIs(string logged, string? provider, string? region)
    {
        var backend = Find(logged, "/")!;
        (backend.Provider, backend.Region).ShouldBe((provider, region));
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("[2001:db8::1]")]
    [InlineData("host:443")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("a\u001b[31m")]
    [InlineData("é.example.org")]
    [InlineData("<script>")]
    [InlineData("=cmd()")]
    public void Find_WhatIsNoHostAndNoBucket_IsNone(string logged) => Find(logged, "/").ShouldBeNull();

    [Fact]
    public void Find_LongName_IsNone()
    {
        Find(new string('a', 253), "/").ShouldNotBeNull();
        Find(new string('a', 254), "/").ShouldBeNull();
    }

    [Fact]
    public void Find_BytesOfAllKinds_AreTakenOnlyWhereTheyArePrintable()
    {
        for (var i = 0; i < 256; i++)
            if (new BackendBook(s_policy, null).Find([(byte)i], default) is { } backend) backend.Name.ShouldAllBe(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
    }

    [Fact]
    public void Find_NoName_IsTheNamedOne()
    {
        new BackendBook(null, null).Find(default, "/"u8).ShouldBeNull();
        new BackendBook(null, "nginx-1").Find(default, "/"u8).ShouldBe(new Backend("nginx-1", null, null));
        new BackendBook(s_policy, "prod-us-east-1").Find(default, "/"u8)!.Name.ShouldBe("amazon-us-east-1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("192.0.2.1")]
    [InlineData("a b")]
    public void New_UnnamedThatIsNoName_IsRefused(string unnamed)
    {
        BackendBook.IsName(unnamed).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new BackendBook(null, unnamed));
    }

    [Fact]
    public void Upstream_IsTheFirstRegistrysHost()
    {
        new BackendBook(s_policy, null).Upstream.ShouldBe(new Backend("us-docker.pkg.dev", null, null));
        new BackendBook(null, null).Upstream.ShouldBeNull();
        var local = PolicyText.LoadGood("upstream: {registry: \"http://127.0.0.1:5000\"}");
        new BackendBook(local, null).Upstream!.Name.ShouldBe("127.0.0.1"); // the operator says so, no client
    }

    private static Backend? Find(string logged, string target) => new BackendBook(s_policy, null).Find(Encoding.UTF8.GetBytes(logged), Encoding.UTF8.GetBytes(target));
}
