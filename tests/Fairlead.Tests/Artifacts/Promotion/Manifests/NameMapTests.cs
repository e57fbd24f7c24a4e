using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Tests.Artifacts.Promotion.Manifests;

public sealed class NameMapTests
{
    [Theory]
    [InlineData("us.gcr.io=localhost:5000", "us.gcr.io", "localhost:5000")]
    [InlineData("us.gcr.io/prod/=localhost:5000/prod", "us.gcr.io/prod", "localhost:5000/prod")]
    [InlineData("gs://bucket/x=s3://b?region=r&endpoint=http://h", "gs://bucket/x", "s3://b?region=r&endpoint=http://h")]
    public void TryParse_FromAndTo_AreSplitAtTheFirstEqualsSign(string text, string from, string to)
    {
        NameMapping.TryParse(text, out var mapping, out var problem).ShouldBeTrue(problem);
        (mapping!.From, mapping.To).ShouldBe((from, to));
    }

    [Theory]
    [InlineData("us.gcr.io", "write FROM=TO")]
    [InlineData("", "write FROM=TO")]
    [InlineData("=x", "neither side")]
    [InlineData("/=x", "neither side")]
    [InlineData("x=", "neither side")]
    [InlineData("gs://=file:///tmp", "in full")]
    [InlineData("gs://b?x=file:///tmp", "leave the query out")]
    public void TryParse_NoReplacement_SaysWhatWouldBeRight(string text, string part)
    {
        NameMapping.TryParse(text, out var mapping, out var problem).ShouldBeFalse();
        mapping.ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(part);
    }

    [Fact]
    public void TryParse_ControlCharacters_AreNotRepeated()
    {
        NameMapping.TryParse("\e[2J", out _, out var problem).ShouldBeFalse();
        problem!.ShouldNotContain('\e');
    }

    [Theory]
    [InlineData("us.gcr.io", "localhost:5000")]
    [InlineData("us.gcr.io/other/x", "localhost:5000/other/x")]
    [InlineData("us.gcr.io/prod", "localhost:5001/p")]
    [InlineData("us.gcr.io/prod/kops", "localhost:5001/p/kops")]
    [InlineData("us.gcr.io/production", "localhost:5000/production")]
    [InlineData("us.gcr.io:443/prod", null)]
    [InlineData("eu.us.gcr.io/prod", null)]
    [InlineData("us.gcr", null)]
    public void Find_Registries_AreReplacedAtSlashesByTheLongest(string name, string? expected) =>
        Map("us.gcr.io=localhost:5000", "us.gcr.io/prod/=localhost:5001/p").Find(name).ShouldBe(expected);

    [Theory]
    [InlineData("gs://one", "s3://a/b?region=r")]
    [InlineData("gs://one/", "s3://a/b/?region=r")]
    [InlineData("gs://one/x/y", "s3://a/b/x/y?region=r")]
    [InlineData("gs://two/x", "file:///x")]
    [InlineData("s3://three/x?region=other", "file:///tmp/x")]
    [InlineData("gs://onetwo", null)]
    public void Find_StoresBases_KeepTheQueryAtTheEnd(string name, string? expected) =>
        Map("gs://one=s3://a/b?region=r", "gs://two=file:///", "s3://three=file:///tmp").Find(name).ShouldBe(expected);

    [Fact]
    public void TryCreate_OneFromTwice_IsRefused()
    {
        NameMapping.TryParse("a/b=c", out var one, out _).ShouldBeTrue();
        NameMapping.TryParse("a/b/=d", out var other, out _).ShouldBeTrue();
        NameMap.TryCreate([one!, other!], out var map, out var problem).ShouldBeFalse();
        map.ShouldBeNull();
        problem.ShouldBe("'a/b' is replaced twice: keep one");
    }

    [Fact]
    public void Unmatched_WhatMatchesNoName_IsToldAndShadowedOnesAreNot() =>
        Map("us.gcr.io=x", "us.gcr.io/prod=y", "us.gcr.io/prdo=z").Unmatched(["us.gcr.io/prod/a"]).Select(mapping => mapping.ToString()).ShouldBe(["us.gcr.io/prdo=z"]);

    internal static NameMap Map(params string[] texts)
    {
        var mappings = texts.Select(text => NameMapping.TryParse(text, out var mapping, out var problem) ? mapping : throw new FormatException(problem)).ToList();
        return NameMap.TryCreate(mappings, out var map, out var twice) ? map : throw new FormatException(twice);
    }
}
