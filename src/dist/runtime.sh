#!/bin/sh
# Makes a run-time image: runtime.sh JAVA MODULES FOLDER
set -eu
case "$(uname -sm)" in
    "Linux x86_64") ;;
    *) echo "runtime.sh: expected Linux on x86_64, whose archive this is; found $(uname -sm)" >&2; exit 1 ;;
esac
rm -rf "$3"
mkdir -p "$(dirname "$3")"
"$(dirname "$1")/jlink" --add-modules "$2" --output "$3" --strip-debug --no-header-files --no-man-pages --compress zip-0
