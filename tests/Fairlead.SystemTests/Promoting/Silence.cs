using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary>A registry that does what it is asked to, and from some moment on doesn't say so any more: not of this put, nor of anything.</summary>
/// <param name="kind">What is counted: a <c>blob</c>, a <c>manifest</c> by its digest, or a <c>tag</c>.</param>
/// <param name="puts">How many are put until it falls silent.</param>
internal sealed class Silence(string kind, int puts)
{
    private int _put;
    private volatile string _last = "";
    private volatile bool _isLifted;

    /// <summary>Whether it has.</summary>
    public bool HasFallen => _last.Length > 0;

    /// <summary>The path of what was put last.</summary>
    public string Last => _last;

    /// <summary>Lets it answer again.</summary>
    public void Lift() => _isLifted = true;

    public Task<bool> InterfereAsync(RegistryAnswer answer)
    {
        if (_isLifted) return Task.FromResult(false);
        if (HasFallen) return answer.SayNothingAsync();
        var isCounted = kind switch { "blob" => answer.IsBlobPut, "manifest" => answer.IsManifestPut, _ => answer.IsTagPut };
        if (!isCounted || answer.Context.Response.StatusCode != 201 || Interlocked.Increment(ref _put) < puts) return Task.FromResult(false);
        _last = answer.Context.Request.Path.Value!;
        return answer.SayNothingAsync();
    }
}
