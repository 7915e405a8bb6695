#!/bin/sh
# check_feed.sh FILE_OR_URL [options]   — see README.md;  --help lists the options
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
envs=${CHECK_ENVS:-$here/../../../build/feed-check}
python=$envs/py/bin/python
[ -x "$python" ] || python=python3
exec "$python" "$here/src/check_feed.py" "$@"
