// From the address to the view, and back.
const go = async (change, how) => {
  Object.assign(STATE, change, {m: ''});
  writeState(how !== 'type');
  await draw(change);
};
let TURN = 0;
const draw = async change => {
  const turn = ++TURN;
  if ('lang' in change) { speak(STATE.lang); NODES.clear(); $('#language').value = LANG; }
  if (STATE.theme === 'dark' || STATE.theme === 'light') document.documentElement.dataset.theme = STATE.theme; else delete document.documentElement.dataset.theme;
  if (YEARS.some(year => !year.ready)) { tell(w('loading')); try { await needAll(); } catch (fault) { tell(w('failed', {name: fault.message})); return; } }
  if (STATE.quotes && STATE.text) for (const year of YEARS) await needQuotes(year);
  if (turn !== TURN) return;
  want(STATE);
  LIMIT = EMBED ? EMBED_STEP : Infinity;
  drawControls(); tellCount(); drawList(); drawTable(); drawLanes();
};
const fromAddress = async () => {
  const before = STATE, next = readState(), event = next.e;
  const same = [...FILTERS, 'sort', 'lane', 'lang', 'theme'].every(name => String(before[name]) === String(next[name]));
  STATE = next; STATE.e = '';
  if (!same) await draw(before.lang === next.lang ? {} : {lang: next.lang});
  if (next.m) { await showMonth(next.m); STATE.m = next.m; }
  STATE.e = event;
  if (!event) close(true);
  else if (event !== OPEN) { await needAll(); const i = indexOf(event); if (i >= 0) await openEvent(i, true); }
};
const printing = () => {
  const n = countAll(), most = 3000;
  if (WHOLE || EMBED) return;
  if (n > most) { $('#printed').textContent = w('print.years', {n: grouped(most)}); return; }
  if (YEARS.some(year => !year.ready)) return;
  PRINTING = true; drawList();
};
const warm = async () => { for (const year of YEARS) { await idle(); try { await need(year); } catch { return; } } if (PAGE.mode === 'inline') for (const year of YEARS) { await idle(); stack(year); } };
const start = async () => {
  STATE.lang = PAGE.language;
  want(STATE);
  listen(); listenPanels(); listenKeys(); tellHeight();
  rove($('#table'));
  if (EMBED) { await needAll(); drawList(); drawTable(); } else { if (WHOLE) await needAll(); drawFirst(); }
  await fromAddress();
  document.documentElement.classList.add('ready');
  addEventListener('popstate', fromAddress);
  addEventListener('hashchange', fromAddress);
  addEventListener('beforeprint', printing);
  addEventListener('afterprint', () => { if (PRINTING) { PRINTING = false; drawList(); } drawControls(); });
  if (PAGE.mode !== 'folder') await warm();
};
start();
