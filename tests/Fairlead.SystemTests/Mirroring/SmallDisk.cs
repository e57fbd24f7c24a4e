using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>
/// Runs a command that sees a disk of 4 MB under a folder: a tmpfs in a mount namespace of its own, which goes with the command; what is on it
/// when the command has ended is copied to the folder. Root may make such a namespace, and others where user namespaces are allowed; a
/// container that forbids both gets a limit on the size of files instead (RLIMIT_FSIZE), which fails the same writes with EFBIG instead of ENOSPC.
/// </summary>
internal static class SmallDisk
{
    private const string Script = """
        set -u
        folder=$1 limit=4
        shift
        on_small_disk() {
          local kept code=0
          kept=$(mktemp -d) || exit
          mount --bind "$folder" "$kept" && mount -t tmpfs -o "size=${limit}m" tmpfs "$folder" || exit
          "$@" || code=$?
          cp -a "$folder/." "$kept/"
          umount "$kept" && rmdir "$kept"
          return "$code"
        }
        if [ "${1-}" = --inside ]; then
          shift
          on_small_disk "$@"
          exit
        fi
        for namespace in --mount '--mount --user --map-root-user'; do
          if unshare $namespace mount -t tmpfs tmpfs "$folder" 2>/dev/null; then
            exec unshare $namespace bash "$0" "$folder" --inside "$@"
          fi
        done
        echo "no mount namespace here: a limit on the size of files instead" >&2
        exec prlimit --fsize="$((limit << 20))" "$@"
        """;

    /// <summary>Runs it as this operator.</summary>
    public static Task<CommandResult> RunAsync(MirrorOperator someone, string folder, IEnumerable<string> command) =>
        someone.RunProgramAsync(Tool.Bash, [someone.Write("small-disk", Script), folder, .. command]);
}
