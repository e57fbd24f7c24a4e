using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>
/// The policy while backends are added in the file's order: the first that takes a request counts. What is under <c>/v2/</c> becomes routes and
/// the upstream, all else <c>artifacts</c>.
/// </summary>
internal sealed class PolicyDraft(Action<YamlNode, string> warn)
{
    private readonly List<DraftArtifact> _artifacts = [];
    private readonly List<DraftRoute> _routes = [];
    private Backend? _everybodys;
    private bool _isRegistryTaken;

    /// <summary>Release files, in order.</summary>
    public IReadOnlyList<DraftArtifact> Artifacts => _artifacts;

    /// <summary>Routes of registry requests, in order.</summary>
    public IReadOnlyList<DraftRoute> Routes => _routes;

    /// <summary>The backend for every other registry request; null: none can be it.</summary>
    public Backend? Upstream { get; private set; }

    /// <summary>Adds the next backend.</summary>
    public void Add(Backend backend)
    {
        if (_everybodys is not null)
        {
            warn(backend.Name, $"backend {Quoted.Text(backend.Name.Text)} is never reached: {Quoted.Text(_everybodys.Name.Text)} above it takes every request; put it before that one");
            return;
        }
        if (backend.IsForEverybody)
        {
            _everybodys = backend;
            AddArtifact(backend, backend.Name, "/", null);
            TakeRegistry(backend);
            return;
        }
        foreach (var path in backend.Paths)
        {
            if (BackendsReader.IsRegistry(path.Text)) TakeRegistry(backend);
            else AddArtifact(backend, path, path.Text, null);
        }
        foreach (var header in backend.Headers)
        {
            AddArtifact(backend, header.At, "/", header.Match);
            AddRoute(backend, header);
        }
    }

    private void AddArtifact(Backend backend, YamlNode at, string path, HeaderMatch? header)
    {
        var earlier = _artifacts.Find(one => one.Takes(path, header));
        if (earlier is null) _artifacts.Add(new DraftArtifact(backend, path, header));
        else warn(at, $"never reached: backend {Quoted.Text(earlier.Backend.Name.Text)} above takes these requests");
    }

    private void AddRoute(Backend backend, BackendHeader header)
    {
        if (_isRegistryTaken || _routes.Exists(route => DraftArtifact.IsSame(route.Header, header.Match))) return;
        if (backend.HasPathPrefix) WarnOfPrefix(header.At, backend);
        _routes.Add(new DraftRoute(backend, header.Match));
    }

    private void TakeRegistry(Backend backend)
    {
        if (_isRegistryTaken) return;
        _isRegistryTaken = true;
        if (backend.HasPathPrefix) WarnOfPrefix(backend.Name, backend);
        else Upstream = backend;
    }

    private void WarnOfPrefix(YamlNode at, Backend backend) =>
        warn(at, $"requests under /v2/ are not sent to backend {Quoted.Text(backend.Name.Text)} but to the upstream: it has a 'pathPrefix', and a registry stands at the root of its host");
}
