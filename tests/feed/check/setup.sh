#!/bin/sh
# Installs the consumers into $CHECK_ENVS (build/feed-check of the repository): one venv, two node folders, one
# compiled program.  What cannot be installed is left out and the check says so.  Debian packages are for .ci/system-packages.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
envs=${CHECK_ENVS:-$here/../../../build/feed-check}
mkdir -p "$envs" && cd "$envs" || exit 1
[ -f ready ] && exit 0

[ -x py/bin/python ] || "${PYTHON:-python3}" -m venv py
py/bin/pip install -q --disable-pip-version-check 'icalendar==7.*' recurring-ical-events ical ics vobject khal vdirsyncer Radicale 2>pip.log ||
    echo "feed check: some Python consumers could not be installed" >&2

node_folder() {
    folder=$1; shift
    mkdir -p "$folder" && cd "$folder" || return 1
    [ -f package.json ] || npm init -y >/dev/null
    npm install --no-audit --no-fund --silent "$@"
    status=$?; cd ..; return $status
}
# The Node of Debian 12 (18) lacks the regular expressions of the current node-ical; 0.20.1 runs on it.
node_ical=node-ical
node -e 'new RegExp("a", "v")' 2>/dev/null || node_ical=node-ical@0.20.1
if command -v npm >/dev/null; then
    node_folder node ical.js $node_ical && node_folder node-nc @nextcloud/calendar-js@8 @nextcloud/timezones@1 ical.js@2 ||
        echo "feed check: some JavaScript consumers could not be installed" >&2
fi
if command -v gcc >/dev/null && pkg-config --exists libical 2>/dev/null; then
    gcc -O2 -Wall -o libical_check "$here/src/consumers/libical_check.c" $(pkg-config --cflags --libs libical)
fi
[ -x py/bin/khal ] && touch ready
exit 0
