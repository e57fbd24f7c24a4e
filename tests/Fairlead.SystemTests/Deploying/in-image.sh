# in-image.sh ROOT USER DOTNET POLICY CACHE COMMAND...: runs a command of an unpacked image as a container runtime would that is told to give it
# no rights: another root, read-only; the image's user; no capability, and no way to get one; of the machine only the C library, .NET, /proc and /dev.
# The environment is as it was given. Needs user namespaces, and no root.
set -eu
if [ "$1" != --inside ]; then
  exec unshare --user --map-user="$2" --map-group="$2" --keep-caps --mount bash "$0" --inside "$@"
fi
root=$2 dotnet=$4 policy=$5 cache=$6
shift 6
mount --bind "$root" "$root"
mount --rbind /usr "$root/usr"
mount --bind "$dotnet" "$root/dotnet"
mount --bind "$policy" "$root/policy"
mount --bind "$cache" "$root/cache"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -o remount,bind,ro "$root/policy"
mount -o remount,bind,ro "$root"
exec chroot "$root" /usr/bin/setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all "$@"
