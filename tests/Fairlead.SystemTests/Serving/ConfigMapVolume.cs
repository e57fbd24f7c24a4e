using System.ComponentModel;
using System.Runtime.InteropServices;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Serving;

/// <summary>
/// A directory as the kubelet mounts a ConfigMap: <c>policy.yaml -> ..data/policy.yaml</c> and <c>..data -> ..one-version</c>. An update makes a
/// new version's directory and renames a new <c>..data</c> over the old one (kubernetes, pkg/volume/util/atomic_writer.go).
/// </summary>
internal sealed class ConfigMapVolume
{
    private const string Current = "..data";

    private readonly string _directory;
    private string? _version;
    private int _versions;

    public ConfigMapVolume(TempDirectory directory, string policy)
    {
        _directory = directory.Subdirectory("config-map");
        Update(policy);
        File.CreateSymbolicLink(PolicyFile, Path.Combine(Current, "policy.yaml"));
    }

    /// <summary>What <c>--policy</c> is given.</summary>
    public string PolicyFile => Path.Combine(_directory, "policy.yaml");

    public void Update(string policy)
    {
        var before = _version;
        _version = $"..version-{++_versions}";
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_directory, _version)).FullName, "policy.yaml"), policy);
        var link = Path.Combine(_directory, "..data_tmp");
        File.CreateSymbolicLink(link, _version);
        if (Rename(link, Path.Combine(_directory, Current)) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        if (before is not null) Directory.Delete(Path.Combine(_directory, before), recursive: true);
    }

    // File.Move follows a symlink to a directory; rename(2) never does, and replaces what was there in one step.
    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int Rename([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
