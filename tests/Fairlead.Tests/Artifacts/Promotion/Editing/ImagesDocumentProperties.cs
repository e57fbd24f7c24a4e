using System.Text;
using Fairlead.Artifacts.Promotion.Editing;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Tests.Artifacts.Promotion.Manifests;

namespace Fairlead.Tests.Artifacts.Promotion.Editing;

public sealed class ImagesDocumentProperties
{
    private const string Registries = "registries:\n- {name: x.io, src: true}\n";

    [Fact]
    public void Add_ManyStyles_SayWhatWasMeantAndKeepEveryByte()
    {
        var kinds = new Dictionary<AdditionKind, int>();
        using var folder = new PromotionFolder();
        for (var seed = 0; seed < 1_500; seed++)
        {
            var images = new RandomImages(seed);
            var random = new Random(seed);
            var path = folder.PathOf(images.IsWhole ? "whole.yaml" : "images/a/images.yaml");
            folder.WithFile("manifests/a/promoter-manifest.yaml", Registries).WithFile("images/a/images.yaml", "[]");
            File.WriteAllBytes(path, Encoding.UTF8.GetBytes(images.Text));
            var before = Read(images.IsWhole ? path : folder.Root, seed, images.Text);

            var name = images.Names.Count > 0 && random.Next(3) > 0 ? images.Names[random.Next(images.Names.Count)] : "new/image";
            var addition = new ImageAddition(name, RandomImages.DigestOf(random.Next(6)), [.. new[] { "new", "9.0", "zz" }.Take(random.Next(4))]);
            var document = ImagesDocument.Open(path, TimeProvider.System, TestContext.Current.CancellationToken);
            var kind = document.Add(addition);
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            ImagesDocument.SaveAll([document]);

            var text = Encoding.UTF8.GetString(File.ReadAllBytes(path));
            var after = Read(images.IsWhole ? path : folder.Root, seed, text);
            IsPartOf(Bare(images.Text), Bare(text)).ShouldBeTrue($"{seed}:\n{images.Text}\n{text}");
            Lines(after).ShouldBe(Expected(Lines(before), addition, kind), $"{seed}:\n{images.Text}\n{text}");
            if (Breaks(images.Text) is { Count: 1 } breaks) Breaks(text).ShouldBe(breaks, $"{seed}");
        }
        kinds.Count.ShouldBe(4);
        kinds.Values.Min().ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Add_TextWithSlips_SaysWhatWasMeantOrIsRefused()
    {
        string[] slips = ["\n", "\r\n", " ", "  ", "\t", "#", "'", "\"", "[", "]", "{", "}", ",", ":", "- ", "? ", "|\n", ">-\n", "---\n", "...\n", "%YAML 1.2\n", "\\", "&a ", "!!str ", "\u00e4"];
        using var folder = new PromotionFolder();
        var path = folder.PathOf("images.yaml");
        var (opened, refused) = (0, 0);
        for (var seed = 0; seed < 6_000; seed++)
        {
            var images = new RandomImages(seed % 500);
            var random = new Random(seed);
            var text = images.Text;
            for (var slip = random.Next(1, 3); slip > 0; slip--)
            {
                var at = random.Next(text.Length + 1);
                text = random.Next(3) == 0 && at < text.Length ? text.Remove(at, 1) : text.Insert(at, slips[random.Next(slips.Length)]);
            }
            File.WriteAllText(path, text);
            try
            {
                var document = ImagesDocument.Open(path, TimeProvider.System, TestContext.Current.CancellationToken);
                opened++;
                var name = images.Names.Count > 0 && random.Next(3) > 0 ? images.Names[random.Next(images.Names.Count)] : "new/image";
                document.Add(new ImageAddition(name, RandomImages.DigestOf(random.Next(6)), ["new"])); // which proves what it made
                IsPartOf(Bare(text), Bare(document.After)).ShouldBeTrue($"{seed}:\n{text}");
            }
            catch (EditException)
            {
                refused++;
            }
            catch (Exception e) when (e is not Shouldly.ShouldAssertException)
            {
                throw new InvalidOperationException($"{seed}:\n{text}", e);
            }
        }
        opened.ShouldBeGreaterThan(500);
        refused.ShouldBeGreaterThan(500);
    }

    /// <summary>Image, digest and tag, in the file's order; so that additions are told from what was there.</summary>
    private static List<string> Lines(IReadOnlyList<ManifestImage> images)
    {
        var lines = new List<string>();
        foreach (var image in images)
        {
            lines.Add(image.Name);
            foreach (var digest in image.Digests)
            {
                lines.Add($"{image.Name} {digest.Digest}");
                lines.AddRange(digest.Tags.Select(tag => $"{image.Name} {digest.Digest} {tag.Name}"));
            }
        }
        return lines;
    }

    private static List<string> Expected(List<string> before, ImageAddition addition, AdditionKind kind)
    {
        var (image, digest) = (addition.Image, $"{addition.Image} {addition.Digest}");
        var tags = addition.Tags.Select(tag => $"{digest} {tag}").Where(line => !before.Contains(line)).ToList();
        List<string> after = [.. before];
        switch (kind)
        {
            case AdditionKind.Tags:
                before.ShouldContain(digest);
                after.InsertRange(after.FindLastIndex(line => line == digest || line.StartsWith(digest + " ", StringComparison.Ordinal)) + 1, tags);
                return after;
            case AdditionKind.Digest:
                before.ShouldNotContain(digest);
                after.InsertRange(after.FindLastIndex(line => line == image || line.StartsWith(image + " ", StringComparison.Ordinal)) + 1, [digest, .. tags]);
                return after;
            case AdditionKind.Image:
                before.ShouldNotContain(image);
                var names = before.Where(line => !line.Contains(' ', StringComparison.Ordinal)).ToList();
                var isSorted = names.Count > 1 && names.SequenceEqual(names.Order(StringComparer.Ordinal));
                var next = isSorted ? names.Find(name => string.CompareOrdinal(name, image) > 0) : null;
                after.InsertRange(next is null ? after.Count : after.IndexOf(next), [image, digest, .. tags]);
                return after;
            default:
                tags.ShouldBeEmpty();
                before.ShouldContain(digest);
                return after;
        }
    }

    // Empty brackets may have become lines.
    private static string Bare(string text) => string.Concat(text.Where(c => c is not ('[' or ']' or '{' or '}' or ' ' or '\t' or '\r' or '\n')));

    private static HashSet<string> Breaks(string text)
    {
        var breaks = new HashSet<string>();
        if (text.Contains("\r\n", StringComparison.Ordinal)) breaks.Add("\r\n");
        var rest = text.Replace("\r\n", "", StringComparison.Ordinal);
        if (rest.Contains('\n', StringComparison.Ordinal)) breaks.Add("\n");
        if (rest.Contains('\r', StringComparison.Ordinal)) breaks.Add("\r");
        return breaks;
    }

    private static bool IsPartOf(string part, string whole)
    {
        var found = 0;
        foreach (var c in whole)
        {
            if (found < part.Length && part[found] == c) found++;
        }
        return found == part.Length;
    }

    private static IReadOnlyList<ManifestImage> Read(string path, int seed, string text)
    {
        var read = new PromotionReader(TimeProvider.System).Read(path, TestContext.Current.CancellationToken);
        read.Problems.ShouldBeEmpty($"{seed}:\n{text}");
        return read.Manifests.ShouldHaveSingleItem().Images;
    }
}
