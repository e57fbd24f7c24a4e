using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Oci;

/// <summary>From the fields of a document to what it says, for <see cref="Manifest.Parse"/>.</summary>
internal ref struct ManifestParser(ReadOnlySpan<byte> json)
{
    private static readonly string[] s_fields =
        ["schemaVersion", "mediaType", "config", "layers", "manifests", "fsLayers", "blobs", "subject", "artifactType"];

    private static readonly string[] s_descriptorFields = ["mediaType", "digest", "size", "urls", "platform", "artifactType"];
    private static readonly string[] s_platformFields = ["os", "architecture", "variant"];
    private static readonly string[] s_fsLayerFields = ["blobSum"];

    private ManifestJson _json = new(json);

    /// <summary>Reads the whole document.</summary>
    public Manifest Read(string? contentType)
    {
        long? version = null;
        string? mediaType = null, artifactType = null;
        Descriptor? config = null, subject = null;
        IReadOnlyList<Descriptor>? layers = null, manifests = null, fsLayers = null, blobs = null;

        _json.Begin();
        var seen = 0u;
        while (_json.NextField(s_fields, ref seen, out var name))
        {
            if (_json.IsNull) continue;
            switch (name)
            {
                case "schemaVersion": version = _json.Number(name); break;
                case "mediaType": mediaType = _json.OptionalText(name); break;
                case "artifactType": artifactType = _json.OptionalText(name); break;
                case "config": config = ReadDescriptor(name); break;
                case "subject": subject = ReadDescriptor(name); break;
                case "layers": layers = ReadDescriptors(name); break;
                case "manifests": manifests = ReadDescriptors(name); break;
                case "fsLayers": fsLayers = ReadFsLayers(); break;
                default: blobs = ReadDescriptors(name); break;
            }
        }
        _json.End();

        var type = ManifestTypes.Of(mediaType, contentType);
        var fields = new ManifestFields(HasImage: config is not null || layers is not null, manifests is not null, fsLayers is not null, blobs is not null);
        var kind = fields.KindOf(type);
        if (version is { } v && v != (kind == ManifestKind.Schema1 ? 1 : 2))
            throw new FormatException($"it has schemaVersion {v}, which {Quoted.Text(type ?? ManifestTypes.DefaultOf(kind))} has not");
        if (kind == ManifestKind.Image && config is null) throw new FormatException("it has no 'config'");
        return new Manifest(kind, type ?? ManifestTypes.DefaultOf(kind))
        {
            Config = config,
            Layers = layers ?? fsLayers ?? blobs ?? [],
            Manifests = manifests ?? [],
            Subject = subject,
            ArtifactType = artifactType,
        };
    }

    private List<Descriptor> ReadDescriptors(string what)
    {
        _json.ExpectList(what);
        var list = new List<Descriptor>();
        while (_json.NextItem())
        {
            Bound(list.Count, what);
            list.Add(ReadDescriptor($"an item of '{what}'"));
        }
        return list;
    }

    private Descriptor ReadDescriptor(string what)
    {
        string? mediaType = null, artifactType = null;
        Digest? digest = null;
        long? size = null;
        Platform? platform = null;
        List<string>? urls = null;

        _json.ExpectObject(what);
        var seen = 0u;
        while (_json.NextField(s_descriptorFields, ref seen, out var name))
        {
            if (_json.IsNull) continue;
            switch (name)
            {
                case "mediaType": mediaType = _json.Text($"the mediaType of {what}"); break;
                case "digest": digest = _json.Digest($"the digest of {what}"); break;
                case "size": size = ReadSize(what); break;
                case "urls": urls = ReadUrls(); break;
                case "platform": platform = ReadPlatform(); break;
                default: artifactType = _json.OptionalText(name); break;
            }
        }
        if (mediaType is null || digest is null || size is null)
            throw new FormatException($"{what} has no '{(mediaType is null ? "mediaType" : digest is null ? "digest" : "size")}'");
        return new Descriptor(mediaType, digest.Value, size.Value)
        {
            Platform = platform,
            Urls = (IReadOnlyList<string>?)urls ?? [],
            ArtifactType = artifactType,
        };
    }

    private readonly long ReadSize(string what)
    {
        var size = _json.Number($"the size of {what}");
        return size <= Descriptor.MaxSize ? size : throw new FormatException($"the size of {what} is {size}, and nothing has more than {Descriptor.MaxSize} bytes");
    }

    private List<string> ReadUrls()
    {
        _json.ExpectList("urls");
        var urls = new List<string>();
        while (_json.NextItem())
        {
            Bound(urls.Count, "urls");
            urls.Add(_json.AnyText("an item of 'urls'"));
        }
        return urls;
    }

    /// <summary>A platform; null when it does not say both what it has to (image-index.md, "platform").</summary>
    private Platform? ReadPlatform()
    {
        string? os = null, architecture = null, variant = null;
        _json.ExpectObject("platform");
        var seen = 0u;
        while (_json.NextField(s_platformFields, ref seen, out var name))
        {
            if (_json.IsNull) continue;
            switch (name)
            {
                case "os": os = _json.OptionalText(name); break;
                case "architecture": architecture = _json.OptionalText(name); break;
                default: variant = _json.OptionalText(name); break;
            }
        }
        return os is null || architecture is null ? null : new Platform(os, architecture, variant);
    }

    /// <summary>Schema 1 names layers by digest alone, and those without files again and again.</summary>
    private List<Descriptor> ReadFsLayers()
    {
        _json.ExpectList("fsLayers");
        var list = new List<Descriptor>();
        while (_json.NextItem())
        {
            Bound(list.Count, "fsLayers");
            _json.ExpectObject("an item of 'fsLayers'");
            Digest? digest = null;
            var seen = 0u;
            while (_json.NextField(s_fsLayerFields, ref seen, out _)) digest = _json.Digest("the blobSum of an item of 'fsLayers'");
            list.Add(new Descriptor(DockerMediaType.Layer, digest ?? throw new FormatException("an item of 'fsLayers' has no 'blobSum'"), -1));
        }
        return list;
    }

    private static void Bound(int count, string what)
    {
        if (count >= Manifest.MaxEntries) throw new FormatException($"{Quoted.Text(what)} has more than {Manifest.MaxEntries} items");
    }
}
