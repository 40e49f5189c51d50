#!/usr/bin/env bash
# Unpacks an archive into a folder that holds besides it a shell and the tools of the launcher only, and runs the program there
# with that folder as the root and without network: check.sh ARCHIVE
set -euo pipefail

if [ "${1:-}" != inside ]; then
    archive=$(readlink -f "$1")
    if ! unshare -rnm true 2>/dev/null; then
        echo "NOT CHECKED: namespaces are not permitted here, so the archive was not run without Java and network" >&2
        exit 0
    fi
    root=$(mktemp -d)
    trap 'rm -rf "$root"' EXIT
    unshare -rnm bash "$(readlink -f "$0")" inside "$root" "$archive"
    exit
fi

root=$2
chroot=$(command -v chroot || echo /usr/sbin/chroot)
mkdir -p "$root/bin" "$root/usr" "$root/dev" "$root/proc" "$root/tmp" "$root/work" "$root/a folder" "$root/elsewhere"
ln -s ../bin "$root/usr/bin"
for tool in sh dirname readlink sed find head grep mktemp rm cp; do
    program=$(readlink -f "$(command -v $tool)")
    cp "$program" "$root/bin/$tool"
    ldd "$program" | grep -o '/[^ ]*' | while read -r library; do cp --parents -Lu "$library" "$root"; done
done
# What the JVM needs of glibc beyond that.
libraries=$(/sbin/ldconfig -p)
for library in libpthread.so.0 libdl.so.2 libm.so.6 librt.so.1; do
    found=$(sed -n "s/^\s*$library (.*x86-64.*=> //p" <<<"$libraries")
    if [ -n "$found" ]; then
        cp --parents -Lu "${found%%$'\n'*}" "$root"
    fi
done
for device in null urandom random; do
    : >"$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount --rbind /proc "$root/proc"
tar xzf "$3" -C "$root/a folder"
mv "$root/a folder"/lowrank-cam-* "$root/a folder/program"
ln -s "../a folder/program/lowrank-cam" "$root/elsewhere/lowrank-cam"

run() {
    env -i PATH=/bin "$chroot" "$root" "$@"
}

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

home="/a folder/program"
[ "$(run sh -c 'command -v java || command -v mvn || echo none')" = none ] || fail "there is a Java or Maven in the folder"
run "$home/lowrank-cam" explain "$home/golden/inputs/hand.jpg" -o /work -q >/dev/null
[ -s "$root/work/hand/lowrankcam-class-1-overlay.png" ] || fail "explain wrote no overlay"
run /elsewhere/lowrank-cam doctor | grep -q '^classes     made now' || fail "doctor made no archive of classes"

# A copy that lost its times: one JSON object on standard output, nothing on standard error but Java's own line.
cp -r "$root/a folder/program" "$root/copy"
chmod -R a-w "$root/copy"
json=$(run /copy/lowrank-cam predict "/copy/golden/inputs/hand.jpg" --json 2>"$root/messages")
[[ $json == "{"*"}" && $(grep -c '^{' <<<"$json") == 1 ]] || fail "predict --json of a copy printed: $json"
! grep -v 'Using incubator modules' "$root/messages" || fail "the copy had more to say"

run "$home/lowrank-cam" audit --only layers,maps,dicom >"$root/audit" || fail "audit: $(cat "$root/audit")"

# No connection and no open port but that of serve. Java makes three sockets to see which protocols there are, and uses none; the C
# library asks a local service for the name of the user.
if command -v strace >/dev/null; then
    env -i PATH=/bin "$(command -v strace)" -f -qq -e signal=none -e trace=bind,connect,listen,accept,accept4,sendto,sendmsg -o "$root/sockets" \
        "$chroot" "$root" "$home/lowrank-cam" explain "$home/golden/inputs/hand.jpg" -o /work -q >/dev/null
    ! grep -vE 'AF_UNIX.*nscd' "$root/sockets" || fail "explain used a socket"
else
    echo "NOT CHECKED: no strace, so system calls were not traced" >&2
fi

if ip link set lo up 2>/dev/null; then
    # Without a shell between, so that the process that is ended is the program.
    env -i PATH=/bin "$chroot" "$root" "$home/lowrank-cam" serve -q >"$root/address" 2>/dev/null &
    server=$!
    trap 'kill "$server" 2>/dev/null || true' EXIT
    for _ in $(seq 100); do
        [ -s "$root/address" ] && break
        sleep 0.2
    done
    address=$(cat "$root/address")
    [[ $address =~ ^http://127\.0\.0\.1:([0-9]+)(/.*)$ ]] || fail "serve printed: $address"
    port=${BASH_REMATCH[1]} path=${BASH_REMATCH[2]}
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$path" "$port" >&3
    page=$(cat <&3)
    kill "$server"
    wait "$server" || true
    [[ $page == "HTTP/1.1 200"* && $page == *"Not for diagnosis"* ]] || fail "serve answered: ${page:0:200}"
else
    echo "NOT CHECKED: the loopback could not be brought up, so serve was not asked" >&2
fi
echo "The archive runs without Java, Maven and network."
