#!/bin/sh
# Serves the changes of changed-documents.yaml, all in one document, by generator, server and mock, and compares their answers
# with the validator's. It works on a copy of this tree, and takes some minutes.
#
#   openapi/serve-changes.sh [MAVEN OPTION ...]
set -eu
cd "$(dirname "$0")/.."
changes=$PWD/openapi/validation/target/changes
copy=$PWD/target/changes

./mvnw -q "$@" -pl openapi/validation -am test-compile exec:java@changes
mkdir -p "$copy"
tar -c --exclude=target --exclude=.git . | tar -x -C "$copy"
cp "$changes/openapi.yaml" "$copy/openapi/openapi.yaml"
cd "$copy"
./mvnw -q "$@" -pl contracts -am test -Dtest=ChangedOperationsRun -Dsurefire.failIfNoSpecifiedTests=false \
    -Dchanges="$changes/requests.json"
