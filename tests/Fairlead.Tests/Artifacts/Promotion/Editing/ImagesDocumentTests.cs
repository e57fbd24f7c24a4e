using System.Text;
using Fairlead.Artifacts.Promotion.Editing;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Promotion.Editing;

public sealed class ImagesDocumentTests : IDisposable
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string C = "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-editing-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    // a tag for a digest that is there
    [InlineData("- name: app\n  dmap:\n    \"A\": [\"v1\"]\n", "app", "A", "v2", "- name: app\n  dmap:\n    \"A\": [\"v1\", \"v2\"]\n")]
    [InlineData("- name: app\n  dmap:\n    A: [v1,v1b] # why\n", "app", "A", "v2", "- name: app\n  dmap:\n    A: [v1,v1b,v2] # why\n")]
    [InlineData("- name: app\n  dmap:\n    A: [v1]\n", "app", "A", "1.10", "- name: app\n  dmap:\n    A: [v1, \"1.10\"]\n")]
    [InlineData("- name: app\n  dmap:\n    A: [v1]\n", "app", "A", "Yes", "- name: app\n  dmap:\n    A: [v1, \"Yes\"]\n")]
    [InlineData("- name: app\n  dmap:\n    'A': [ 'v1' ]", "app", "A", "v2", "- name: app\n  dmap:\n    'A': [ 'v1', 'v2' ]")]
    [InlineData("- name: app\n  dmap:\n    A: []\n", "app", "A", "v2", "- name: app\n  dmap:\n    A: [\"v2\"]\n")]
    [InlineData("- name: app\n  dmap:\n    A: [ ]\n    B: ['v1']\n", "app", "A", "v2", "- name: app\n  dmap:\n    A: [ 'v2' ]\n    B: ['v1']\n")]
    [InlineData("- name: app\n  dmap:\n    A: [v1, ]\n", "app", "A", "v2", "- name: app\n  dmap:\n    A: [v1, v2, ]\n")]
    [InlineData("- name: app\n  dmap:\n    A:\n    - v1 # one\n    # two\n    B:\n    - x\n", "app", "A", "v2", "- name: app\n  dmap:\n    A:\n    - v1 # one\n    - v2\n    # two\n    B:\n    - x\n")]
    [InlineData("- name: app\r\n  dmap:\r\n    A:\r\n      -  'v1'", "app", "A", "v2", "- name: app\r\n  dmap:\r\n    A:\r\n      -  'v1'\r\n      -  'v2'")]
    [InlineData("- name: app\n  dmap:\n    A: [\n      v1, # one\n      v2\n    ]\n", "app", "A", "v3", "- name: app\n  dmap:\n    A: [\n      v1, # one\n      v2,\n      v3\n    ]\n")]
    [InlineData("- name: app\n  dmap:\n    A: [\n      v1, # one\n      v2, # two\n    ]\n", "app", "A", "v3", "- name: app\n  dmap:\n    A: [\n      v1, # one\n      v2, # two\n      v3,\n    ]\n")]
    [InlineData("- name: app\n  dmap:\n    A: [v1,\n        v2]\n", "app", "A", "v3", "- name: app\n  dmap:\n    A: [v1,\n        v2,\n        v3]\n")]
    [InlineData("- name: app\n  dmap:\n    A: [\n      v1, v2\n    ]\n", "app", "A", "v3", "- name: app\n  dmap:\n    A: [\n      v1, v2, v3\n    ]\n")]
    [InlineData("- name: app\n  dmap:\n    ? A\n    : - v1\n", "app", "A", "v2", "- name: app\n  dmap:\n    ? A\n    : - v1\n      - v2\n")]
    // a digest for an image that is there
    [InlineData("- name: app\n  dmap:\n    \"A\": [\"v1\", \"1\"]\n- name: b\n  dmap: {}\n", "app", "C", "v2", "- name: app\n  dmap:\n    \"A\": [\"v1\", \"1\"]\n    \"C\": [\"v2\"]\n- name: b\n  dmap: {}\n")]
    [InlineData("# head\n- name: app\n  dmap:\n      A: [v1]   # one\n      # B: [v0]\n\n- name: b\n  dmap: {}\n", "app", "C", "v2", "# head\n- name: app\n  dmap:\n      A: [v1]   # one\n      C: [v2]\n      # B: [v0]\n\n- name: b\n  dmap: {}\n")]
    [InlineData("- dmap:\n    A: []\n  name: app\n", "app", "C", "v2", "- dmap:\n    A: []\n    C: [\"v2\"]\n  name: app\n")]
    [InlineData("- name: app\n  dmap:\n    A:\n    - v1\n", "app", "C", "v2 x", "- name: app\n  dmap:\n    A:\n    - v1\n    C:\n    - v2\n    - x\n")]
    [InlineData("- name: app\n  dmap:\n    A:\n      - 'v1'\n    B: []\n", "app", "C", "v2", "- name: app\n  dmap:\n    A:\n      - 'v1'\n    B: []\n    C:\n      - 'v2'\n")]
    [InlineData("- name: app\n  dmap:\n    A: [v1]", "app", "C", "", "- name: app\n  dmap:\n    A: [v1]\n    C: []")]
    [InlineData("- name: app\n  dmap: {}\n", "app", "C", "v2", "- name: app\n  dmap:\n    \"C\": [\"v2\"]\n")]
    [InlineData("- name: app\n  dmap: {}  # soon\n- name: b\n  dmap:\n      'A': ['x']\n", "app", "C", "v2", "- name: app\n  dmap:  # soon\n      'C': ['v2']\n- name: b\n  dmap:\n      'A': ['x']\n")]
    [InlineData("- name: app\n  dmap: {A: [v1]}\n", "app", "C", "v2", "- name: app\n  dmap: {A: [v1], C: [v2]}\n")]
    [InlineData("- {name: app, dmap: {}}\n", "app", "C", "v2", "- {name: app, dmap: {\"C\": [\"v2\"]}}\n")]
    [InlineData("[{\"name\":\"app\",\"dmap\":{\"A\":[\"v1\",\"x\"]}}]", "app", "C", "v2 y", "[{\"name\":\"app\",\"dmap\":{\"A\":[\"v1\",\"x\"], \"C\":[\"v2\",\"y\"]}}]")]
    // a new image
    [InlineData("- name: zoo\n  dmap:\n    \"A\": [\"v1\"]\n- name: app\n  dmap:\n    'B': ['v1']\n# end\n", "new", "C", "v2", "- name: zoo\n  dmap:\n    \"A\": [\"v1\"]\n- name: app\n  dmap:\n    'B': ['v1']\n- name: new\n  dmap:\n    'C': ['v2']\n# end\n")]
    [InlineData("- name: app\n  dmap:\n    A: [v1]\n\n# of zoo\n- name: zoo\n  dmap:\n    B: [v1]\n", "new", "C", "v2", "- name: app\n  dmap:\n    A: [v1]\n- name: new\n  dmap:\n    C: [v2]\n\n# of zoo\n- name: zoo\n  dmap:\n    B: [v1]\n")]
    [InlineData("# head\n- name: b\n  dmap:\n    A: [v1]\n\n- name: c\n  dmap:\n    B: [v1]\n", "a", "C", "v2", "# head\n- name: a\n  dmap:\n    C: [v2]\n\n- name: b\n  dmap:\n    A: [v1]\n\n- name: c\n  dmap:\n    B: [v1]\n")]
    [InlineData("- name: b\n  dmap:\n    A: [v1]\n\n- name: c\n  dmap:\n    B: [v1]", "d", "C", "v2", "- name: b\n  dmap:\n    A: [v1]\n\n- name: c\n  dmap:\n    B: [v1]\n\n- name: d\n  dmap:\n    C: [v2]")]
    [InlineData("  -   \"name\": \"b\"\n      \"dmap\":\n          A:\n          - v1\n", "c/d", "C", "v2", "  -   \"name\": \"b\"\n      \"dmap\":\n          A:\n          - v1\n  -   \"name\": \"c/d\"\n      \"dmap\":\n          C:\n          - v2\n")]
    [InlineData("- {name: a, dmap: {A: []}}\n", "c", "C", "v2", "- {name: a, dmap: {A: []}}\n- {name: c, dmap: {C: [\"v2\"]}}\n")]
    [InlineData("[{name: a, dmap: {A: [x]}}]\n", "c", "C", "v2", "[{name: a, dmap: {A: [x]}}, {name: c, dmap: {C: [v2]}}]\n")]
    [InlineData("- name: a\n  dmap: {A: [x]}\n", "c", "C", "v2", "- name: a\n  dmap: {A: [x]}\n- name: c\n  dmap: {C: [v2]}\n")]
    [InlineData("[]\n", "c", "C", "v2", "- name: c\n  dmap:\n    \"C\": [\"v2\"]\n")]
    [InlineData("# no images yet\n[] # none\n", "c", "C", "v2", "# no images yet\n # none\n- name: c\n  dmap:\n    \"C\": [\"v2\"]\n")]
    [InlineData("--- []", "c", "C", "v2", "--- \n- name: c\n  dmap:\n    \"C\": [\"v2\"]")]
    [InlineData("registries:\n- {name: x.io, src: true}\nimages: []\n", "c", "C", "v2", "registries:\n- {name: x.io, src: true}\nimages:\n- name: c\n  dmap:\n    \"C\": [\"v2\"]\n")]
    [InlineData("images:\n  - name: a\n    dmap:\n      A: [v1]\nregistries: []\n", "c", "C", "v2", "images:\n  - name: a\n    dmap:\n      A: [v1]\n  - name: c\n    dmap:\n      C: [v2]\nregistries: []\n")]
    [InlineData("{\"registries\": [], \"images\": []}", "c", "C", "v2", "{\"registries\": [], \"images\": [{\"name\": \"c\", \"dmap\": {\"C\": [\"v2\"]}}]}")]
    [InlineData("- name: a\n  dmap:\n    A: [v1]\n...\n", "c", "C", "v2", "- name: a\n  dmap:\n    A: [v1]\n- name: c\n  dmap:\n    C: [v2]\n...\n")]
    [InlineData("\uFEFF- name: a\n  dmap:\n    A: [v1]\n", "a", "A", "v2", "\uFEFF- name: a\n  dmap:\n    A: [v1, v2]\n")]
    [InlineData("# \U0001F600\n- name: a # \u00e4\n  dmap: {A: [v1], # \u00e4\n    B: [] }\n", "a", "B", "v2", "# \U0001F600\n- name: a # \u00e4\n  dmap: {A: [v1], # \u00e4\n    B: [v2] }\n")]
    public void Add_AnyStyle_IsContinued(string before, string image, string digest, string tags, string after)
    {
        var path = Write(before);
        var document = Open(path);
        document.Add(new ImageAddition(image, Digest.Parse(Long(digest)), tags.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldNotBe(AdditionKind.Nothing);
        document.After.ShouldBe(Long(after));
        document.Save();
        File.ReadAllBytes(path).ShouldBe(Encoding.UTF8.GetBytes(Long(after)));
    }

    [Fact]
    public void Add_WhatIsThere_ChangesNothing()
    {
        var document = Open(Write("- name: app\n  dmap:\n    A: [v1]\n    B: []\n"));
        document.Add(Addition("app", A, "v1")).ShouldBe(AdditionKind.Nothing);
        document.Add(Addition("app", B)).ShouldBe(AdditionKind.Nothing);
        document.IsChanged.ShouldBeFalse();
    }

    [Fact]
    public void Add_TagOfAnotherDigest_IsRefusedWithItsPlace()
    {
        var path = Write("- name: app\n  dmap:\n    A: [v1]\n- name: app\n  dmap: {B: [v2]}\n");
        var document = Open(path);
        Should.Throw<EditException>(() => document.Add(Addition("app", C, "v3", "v2"))).Message.ShouldBe($"{path}:5:84: app:v2 is {B}, and tags never move: give {C} another tag");
        document.IsChanged.ShouldBeFalse();
        document.Add(Addition("other", C, "v2")).ShouldBe(AdditionKind.Image);
    }

    [Theory]
    [InlineData("- name: app\n  dmap:\n    A: |-\n", "line")]
    [InlineData("- name: app\n  dmap:\n    A: [|-\n", "valid")]
    [InlineData("- name: app\n  dmap:\n    A: [v1]\n  tags: []\n", "'tags' is not a key")]
    [InlineData("name: app\n", "no list of images")]
    [InlineData("", "empty")]
    public void Open_WhatIsNoListOfImages_IsRefused(string text, string message) => Should.Throw<EditException>(() => Open(Write(text))).Message.ShouldContain(message == "line" ? "list" : message);

    [Theory]
    [InlineData("- name: app\n  dmap:\n    A:\n    - |-\n      v1\n", "A")]
    [InlineData("- name: >-\n    app\n  dmap:\n    A: [v1]\n", "zzz")]
    public void Add_StyleThatIsNotUnderstood_IsRefusedOrRight(string text, string where)
    {
        var document = Open(Write(text));
        var addition = where == "A" ? Addition("app", A, "v2") : Addition(where, C, "v2");
        try
        {
            document.Add(addition);
        }
        catch (EditException e)
        {
            e.Message.ShouldContain("by hand");
            document.IsChanged.ShouldBeFalse();
        }
    }

    [Fact]
    public void Save_KeepsTheModeAndLeavesNothingBeside()
    {
        var path = Write("[]\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        var document = Open(path);
        document.Add(Addition("app", A, "v1"));
        document.Save();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        Directory.EnumerateFileSystemEntries(_folder).ShouldBe([path]);
    }

    [Fact]
    public void Save_FileThatWasChangedMeanwhile_IsLeft()
    {
        var path = Write("[]\n");
        var document = Open(path);
        document.Add(Addition("app", A, "v1"));
        File.WriteAllText(path, "[] # by somebody else\n");
        Should.Throw<EditException>(document.Save).Message.ShouldContain("changed by somebody else");
        File.ReadAllText(path).ShouldBe("[] # by somebody else\n");
        Directory.EnumerateFileSystemEntries(_folder).ShouldBe([path]);
    }

    [Fact]
    public void Save_FileThatBecameALink_IsLeft()
    {
        var (path, other) = (Write("[]\n"), Path.Combine(_folder, "other.yaml"));
        var document = Open(path);
        document.Add(Addition("app", A, "v1"));
        File.Move(path, other);
        File.CreateSymbolicLink(path, other);
        Should.Throw<EditException>(document.Save).Message.ShouldContain("symbolic link");
        File.ReadAllText(other).ShouldBe("[]\n");
        Should.Throw<EditException>(() => Open(path)).Message.ShouldContain("symbolic link");
    }

    private static string Long(string text) => text.Length == 1 ? Full(text[0]) : string.Concat(text.Select((c, i) => c is 'A' or 'B' or 'C' && IsAlone(text, i) ? Full(c) : c.ToString()));

    private static bool IsAlone(string text, int at) => (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && (at + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[at + 1]));

    private static string Full(char letter) => letter switch { 'A' => A, 'B' => B, _ => C };

    private static ImageAddition Addition(string image, string digest, params string[] tags) => new(image, Digest.Parse(digest), tags);

    private static ImagesDocument Open(string path) => ImagesDocument.Open(path, TimeProvider.System, TestContext.Current.CancellationToken);

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "images.yaml");
        File.WriteAllText(path, Long(text), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }
}
