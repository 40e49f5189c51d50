#!/usr/bin/env bash
# Makes docs/images/page-light.jpg and page-dark.jpg, the page of the hand in Chromium, and prints how long the rank slider
# takes to redraw on 8×8 and 17×17. Needs chromium and Maven.
set -euo pipefail
cd "$(dirname "$0")/.."
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
mvn -B -q test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$results/classpath"
./lowrank-cam report golden/inputs/hand.jpg -o "$results/8"
./lowrank-cam report golden/inputs/hand.jpg -m lowrankcam -l Mixed_6e -o "$results/17"
java=java
[ -n "${JAVA_HOME:-}" ] && java=$JAVA_HOME/bin/java
"$java" -cp "target/test-classes:target/classes:$(cat "$results/classpath")" lowrankcam.browser.Screenshots docs/images \
  "$results/8/hand/index.html" "$results/17/hand/index.html"
