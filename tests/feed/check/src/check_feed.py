#!/usr/bin/env python3
"""Run one feed (file or URL) through every consumer, the lint and the HTTP checks; show where they disagree."""
from __future__ import annotations

import argparse
import concurrent.futures as cf
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, HERE)
import httpcheck
import lint as L

ENVS = os.environ.get("CHECK_ENVS", os.path.normpath(os.path.join(ROOT, "..", "..", "..", "build", "feed-check")))
C = os.path.join(HERE, "consumers")


def py(script):
    return [os.path.join(ENVS, "py", "bin", "python"), os.path.join(C, script)]


CONSUMERS = [   # key, command, heavy (stores every event: skipped above --heavy-max events)
    ("icalendar", py("c_icalendar.py"), False),
    ("recurring", py("c_recurring.py"), False),
    ("ical", py("c_ical.py"), False),
    ("ics-py", py("c_ics.py"), False),
    ("vobject", py("c_vobject.py"), False),
    ("ical.js", ["node", os.path.join(C, "c_icaljs.mjs")], False),
    ("node-ical", ["node", os.path.join(C, "c_nodeical.mjs")], False),
    ("calendar-js", ["node", os.path.join(C, "c_ncjs.mjs")], False),
    ("libical", [os.path.join(ENVS, "libical_check")], False),
    ("sabre", ["php", os.path.join(C, "c_sabre.php")], False),
    ("ruby", ["ruby", os.path.join(C, "c_ruby.rb")], False),
    ("calcurse", [sys.executable, os.path.join(C, "c_calcurse.py")], True),
    ("khal", py("c_khal.py"), True),
    ("vdirsyncer", py("c_vdirsyncer.py"), True),
    ("radicale", py("c_radicale.py"), True),
]


def norm_text(s):
    s = unicodedata.normalize("NFC", s or "").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[ \t]+", " ", s).strip()


def key(i):
    return (i.get("uid") or "", i.get("rid") and "r" or "")


def bounds(items):
    st = sorted(i["start"] for i in items if i.get("start"))
    return (st[0], st[-1]) if st else (None, None)


def run_one(name, cmd, path, url, timeout):
    exe = cmd[0]
    if not (os.path.exists(exe) or shutil.which(exe)):
        return dict(name=name, ok=None, skipped="not installed (run setup.sh)")
    env = dict(os.environ, CHECK_NODE=os.path.join(ENVS, "node"), CHECK_NODE_NC=os.path.join(ENVS, "node-nc"), TZ="UTC", PYTHONDONTWRITEBYTECODE="1")
    args = cmd + [path] + ([url] if url and name == "vdirsyncer" else [])
    t = time.perf_counter()
    try:
        p = subprocess.run(args, capture_output=True, env=env, timeout=timeout, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return dict(name=name, ok=False, events=0, items=[], errors=[f"no answer within {timeout} s"], notes=[], secs=timeout)
    t = time.perf_counter() - t
    out = p.stdout.decode("utf-8", "replace")
    i = out.find('{"name"')
    try:
        d = json.loads(out[i:])
    except ValueError:
        tail = (p.stderr.decode("utf-8", "replace").strip().splitlines() or ["no output"])[-1]
        d = dict(name=name, ok=False, events=0, items=[], errors=[f"crashed (exit {p.returncode}): {tail[:200]}"], notes=[])
    d["secs"] = t
    return d


def disagreements(ref, d, limit=3):
    """-> (list of strings: where d differs from the strict reading, whether events or times were lost)."""
    out = []
    hard = False
    if d.get("no_uid"):
        from collections import Counter
        for f in ("start", "both"):
            g = (lambda i: (i["start"] or "",)) if f == "start" else (lambda i: (i["start"] or "", norm_text(i.get("summary"))))
            ca, cb = Counter(map(g, ref)), Counter(map(g, d["items"]))
            if ca != cb:
                hard = hard or f == "start"
                if f == "start":
                    ca, cb = Counter((i["start"] or "", norm_text(i.get("summary"))) for i in ref), Counter((i["start"] or "", norm_text(i.get("summary"))) for i in d["items"])
                miss, more = list((ca - cb).elements()), list((cb - ca).elements())
                if miss:
                    out.append(f"misses {len(miss)} events, e.g. {miss[0][0]} {miss[0][1][:30]!r}")
                if more:
                    out.append(f"has {len(more)} others, e.g. {more[0][0]} {more[0][1][:30]!r}")
                break
        return out, hard
    from collections import defaultdict
    want, got_by = defaultdict(list), defaultdict(list)      # lists: a duplicated UID must not hide an event
    for i in ref:
        want[key(i)].append(i)
    for i in d["items"]:
        got_by[key(i)].append(i)
    n = {"start": 0, "end": 0, "summary": 0, "description": 0, "location": 0}
    ex = {}
    lost, extra = [], []
    order = lambda i: (i.get("start") or "", norm_text(i.get("summary")))
    for k in {**want, **got_by}:
        ws, gs = sorted(want.get(k, []), key=order), sorted(got_by.get(k, []), key=order)
        if len(gs) < len(ws):
            keep = {order(g) for g in gs}
            gone = [w for w in ws if order(w) not in keep][: len(ws) - len(gs)]
            lost += [k] * (len(ws) - len(gs))
            ws = [w for w in ws if w not in gone]
        elif len(gs) > len(ws):
            extra += [k] * (len(gs) - len(ws))
        for r, i in zip(ws, gs):
            for f in n:
                if f in ("start", "end"):
                    same = (i.get(f) or None) == (r.get(f) or None)
                else:
                    same = norm_text(i.get(f)) == norm_text(r.get(f))
                if not same:
                    n[f] += 1
                    ex.setdefault(f, (k[0], i.get(f), r.get(f)))
    if extra:
        hard = True
        out.append(f"has {len(extra)} unknown events, e.g. uid={extra[0][0][:40]!r}")
    if lost:
        hard = True
        out.append(f"misses {len(lost)} events, e.g. uid={lost[0][0][:40]!r}")
    for f, c in n.items():
        if c:
            u, got, want = ex[f]
            if f in ("start", "end"):
                hard = True
                out.append(f"{c} {f}s differ: {u[:20]}… {got} instead of {want}")
            else:
                g, w = norm_text(got), norm_text(want)
                j = next((x for x in range(min(len(g), len(w))) if g[x] != w[x]), min(len(g), len(w)))
                out.append(f"{c} {f} texts differ: {u[:20]}… {g[max(0,j-8):j+12]!r} instead of {w[max(0,j-8):j+12]!r}")
    return out, hard


def main(argv=None):
    ap = argparse.ArgumentParser(prog="check_feed.sh", description=__doc__)
    ap.add_argument("feed", help="file, http(s):// or webcal:// URL")
    ap.add_argument("--previous", help="an older copy: check revision discipline (UID, LAST-MODIFIED, SEQUENCE)")
    ap.add_argument("--only", help="comma list of consumers (lint and http always run)")
    ap.add_argument("--skip", default="", help="comma list of consumers to leave out")
    ap.add_argument("--quick", action="store_true", help="leave out the heavy ones (calcurse, khal, vdirsyncer, radicale)")
    ap.add_argument("--heavy-max", type=int, default=3000, help="leave the heavy ones out above so many events (default 3000)")
    ap.add_argument("--timeout", type=int, default=300)
    ap.add_argument("--jobs", type=int, default=max(2, os.cpu_count() or 2))
    ap.add_argument("--bad-query", help="a query string that must be answered 400/422")
    ap.add_argument("--unknown-url", help="a URL that must be answered 404")
    ap.add_argument("--no-http", action="store_true", help="fetch the URL but leave out the HTTP checks")
    ap.add_argument("--strict", action="store_true", help="warnings and disagreements fail too")
    ap.add_argument("--json", help="write everything to this file")
    ap.add_argument("-v", "--verbose", action="store_true", help="all findings, all HTTP rows")
    a = ap.parse_args(argv)

    failed = []
    hrep = None
    url = None
    tmp = tempfile.mkdtemp(prefix="checkfeed")
    try:
        if re.match(r"(https?|webcals?)://", a.feed):
            url = a.feed
            if a.no_http:
                url, r = httpcheck.follow(re.sub(r"^webcals?", "https", url))
                body = r.body
            else:
                try:
                    hrep, url, body = httpcheck.check(url, a.bad_query, a.unknown_url)
                except OSError as ex:
                    print(f"http               FAILED  cannot fetch {a.feed}: {ex}")
                    return 1
            path = os.path.join(tmp, "feed.ics")
            open(path, "wb").write(body)
        else:
            path = os.path.abspath(a.feed)
            body = open(path, "rb").read()
        print(f"feed {a.feed}  {len(body)} octets")

        t0 = time.perf_counter()
        rep = L.lint(body)
        lint_secs = time.perf_counter() - t0
        if a.previous:
            rep.findings += L.compare(L.lint(open(a.previous, "rb").read()), rep)
        ref = rep.events
        lo, hi = bounds(ref)
        rows = [("lint (RFC 5545 …)", not rep.errors, len(ref), lo, hi, f"{len(rep.errors)} errors, {len(rep.warnings)} warnings", [], lint_secs)]
        if rep.errors:
            failed.append("lint")

        want = [c for c in CONSUMERS if (not a.only or c[0] in a.only.split(",")) and c[0] not in a.skip.split(",")]
        results = {}
        with cf.ThreadPoolExecutor(a.jobs) as ex:
            futs = {}
            for name, cmd, heavy in want:
                if heavy and (a.quick or len(ref) > a.heavy_max):
                    results[name] = dict(name=name, ok=None, skipped="left out (--quick)" if a.quick else f"left out ({len(ref)} events > --heavy-max)")
                    continue
                futs[name] = ex.submit(run_one, name, cmd, path, url, a.timeout)
            for name, f in futs.items():
                results[name] = f.result()
        verdicts = []
        for name, cmd, heavy in want:
            d = results[name]
            if d.get("ok") is None:
                rows.append((name, None, None, None, None, d["skipped"], [], None))
                continue
            dis, hard = disagreements(ref, d)
            if hard and d["ok"]:
                d["ok"] = False
                d["errors"].append("reads other events or times than the strict reading")
            lo2, hi2 = bounds(d["items"])
            note = ""
            if d["errors"]:
                note = d["errors"][0] + (f"  (+{len(d['errors'])-1} more)" if len(d["errors"]) > 1 else "")
            elif d.get("notes"):
                note = d["notes"][0]
            rows.append((f"{d['name']} {d.get('version','')}".strip(), d["ok"], d["events"], lo2, hi2, note, dis, d.get("secs")))
            if not d["ok"]:
                failed.append(name)
            verdicts.append((name, d["ok"], dis))
            d["disagreements"] = dis

        w = max(len(r[0]) for r in rows)
        print(f"{'consumer':{w}}  result  events  first                 last                    secs  note")
        for nm, ok, n, lo1, hi1, note, dis, secs in rows:
            res = "-" if ok is None else ("ok" if ok else "FAILED")
            mark = "≠" if dis else " "
            print(f"{nm:{w}}  {res:6}{mark} {('' if n is None else n)!s:>6}  {lo1 or '-':20}  {hi1 or '-':20}  {'' if secs is None else f'{secs:.1f}':>6}  {note[:160]}")
            for x in dis[: (99 if a.verbose else 3)]:
                print(f"{'':{w}}    ≠ {x}")
        agree = [v for v in verdicts if v[1] and not v[2]]
        differ = [v[0] for v in verdicts if v[2]]
        print(f"agreement: {len(agree)} of {len(verdicts)} consumers read the same events, times and texts as the strict reading"
              + (f"; differ: {', '.join(differ)}" if differ else ""))

        shown = [f for f in rep.findings if f.level == L.E or (f.level == L.W) or a.verbose]
        shown.sort(key=lambda f: ((L.E, L.W, L.I).index(f.level), f.line))
        per = {}
        for f in shown:
            per.setdefault((f.level, f.code), []).append(f)
        cnt = 0
        for (lv, code), fs in per.items():
            for f in fs[: (99 if a.verbose else 2)]:
                print(f"  {lv:5} {code:9} line {f.line:<6} {f.msg}" + (f"  [{f.ref}]" if f.ref else ""))
            if len(fs) > 2 and not a.verbose:
                print(f"  {lv:5} {code:9} … {len(fs)-2} more")
        if hrep:
            bad = [r for r in hrep.rows if r[0] == "FAIL"]
            wrn = [r for r in hrep.rows if r[0] == "warn"]
            print(f"http: {'FAILED' if bad else 'ok'}  {sum(r[0]=='ok' for r in hrep.rows)} ok, {len(wrn)} warnings, {len(bad)} failed")
            for l, n, m in hrep.rows:
                if l != "ok" or a.verbose:
                    print(f"  {l:5} {n:15} {m}")
            if bad:
                failed.append("http")
        if a.json:
            json.dump(dict(feed=a.feed, ok=not failed, failed=failed, lint=dict(findings=[f.__dict__ for f in rep.findings], events=len(ref), stats=rep.stats),
                           consumers={k: {x: y for x, y in v.items() if x != "items"} for k, v in results.items()},
                           http=hrep.rows if hrep else None), open(a.json, "w"), ensure_ascii=False, indent=1)
        if a.strict and (rep.warnings or differ or (hrep and any(r[0] == "warn" for r in hrep.rows))):
            failed.append("strict")
        print("RESULT", "FAILED: " + ", ".join(dict.fromkeys(failed)) if failed else "ok")
        return 1 if failed else 0
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
