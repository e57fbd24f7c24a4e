namespace Fairlead.SystemTests.Processes;

/// <summary>A program that the tests need, and the Debian package that has it. A test whose tool is missing fails; none is skipped.</summary>
internal sealed record Tool(string Name, string DebianPackage)
{
    public static readonly Tool Bash = new("bash", "bash");
    public static readonly Tool Chromium = new("chromium", "chromium");
    public static readonly Tool ClickHouseServer = new("clickhouse-server", "clickhouse-server");
    public static readonly Tool Containerd = new("containerd", "containerd");
    public static readonly Tool Ctr = new("ctr", "containerd");
    public static readonly Tool Curl = new("curl", "curl");
    public static readonly Tool DockerRegistry = new("docker-registry", "docker-registry");
    public static readonly Tool Fish = new("fish", "fish");
    public static readonly Tool Git = new("git", "git");
    public static readonly Tool Haproxy = new("haproxy", "haproxy");
    public static readonly Tool Dotnet = new("dotnet", "dotnet-sdk-10.0");
    public static readonly Tool Kubectl = new("kubectl", "kubernetes-client");
    public static readonly Tool LuaJit = new("luajit", "luajit");
    public static readonly Tool Nginx = new("nginx", "nginx");
    public static readonly Tool Podman = new("podman", "podman");
    public static readonly Tool Prlimit = new("prlimit", "util-linux");
    public static readonly Tool Prometheus = new("prometheus", "prometheus");
    public static readonly Tool Promtool = new("promtool", "prometheus");
    public static readonly Tool Skopeo = new("skopeo", "skopeo");
    public static readonly Tool SystemdAnalyze = new("systemd-analyze", "systemd");
    public static readonly Tool Tar = new("tar", "tar");
    public static readonly Tool Umoci = new("umoci", "umoci");
    public static readonly Tool Unshare = new("unshare", "util-linux");
    public static readonly Tool Wrk = new("wrk", "wrk");
    public static readonly Tool Zsh = new("zsh", "zsh");

    /// <summary>Where servers live; not every user's PATH has it.</summary>
    private const string SystemPrograms = "/usr/sbin";

    /// <summary>The program's file.</summary>
    /// <exception cref="FileNotFoundException">It is not installed; the message names the package.</exception>
    public string Path =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append(SystemPrograms)
            .Select(directory => System.IO.Path.Combine(directory, Name))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{Name} is not installed. On Debian: apt-get install {DebianPackage}");
}
