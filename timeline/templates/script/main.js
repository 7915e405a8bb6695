// From the address to the view, and back.
const go = async (change, how) => {
  Object.assign(STATE, change, {m: ''});
  writeState(how !== 'type');
  await draw();
};
let TURN = 0;
const draw = async () => {
  const turn = ++TURN;
  if (STATE.lang !== LANG) { speakPage(STATE.lang); NODES.length = 0; if (OPEN) drawEvidence(); }
  document.documentElement.dataset.theme = STATE.theme;
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
  if (!same) await draw();
  if (next.m) { await showMonth(next.m); STATE.m = next.m; }
  STATE.e = event;
  if (!event) close(true);
  else if (event !== OPEN) { await needAll(); const i = indexOf(event); if (i >= 0) await openEvent(i, true); }
};
// Before printing every wanted row is drawn, with its quotes where they stand in the page.
const printing = () => {
  const n = countAll(), most = 3000;
  if (EMBED) return;
  if (n > most) { $('#printed').textContent = w('print.years', {n: grouped(most)}); return; }
  if (YEARS.some(year => !year.ready)) { if (PAGE.mode === 'folder') return; YEARS.forEach(need); want(STATE); }
  if (!WHOLE) { PRINTING = true; drawList(); }
  for (const {month, node} of SECTIONS.values()) {
    const rows = node.isConnected ? $$('li', node).filter(row => !$('details', row)) : [], block = rows.length && $('#e-' + month.id);
    if (!block) continue;
    const found = JSON.parse(block.textContent).rows, year = YEAR[month.year];
    for (const row of rows) {
      const quotes = found[year.start + year.uid.indexOf(row.id.slice(2)) - month.start].q || [];
      row.append(el('details', {open: true}, el('summary', null, w('proof')), quotes.map(quote => el('blockquote', {lang: 'zh'}, tidy(quote[4])))));
    }
  }
};
const warm = async () => { for (const year of YEARS) { await idle(); try { await need(year); } catch { return; } } };
// A folder's columns come when the reader begins to do something; those in the page when nothing else is to do.
const warmLater = () => {
  if (PAGE.mode === 'inline') return warm();
  on(window, 'scroll pointerdown keydown focusin', warm, {passive: true, once: true});
};
const start = async () => {
  STATE.lang = PAGE.language;
  want(STATE);
  listen(); listenPanels(); listenKeys(); tellHeight();
  rove($('#table'));
  if (EMBED) drawFrame(); else { if (WHOLE) await needAll(); drawFirst(); }
  await fromAddress();
  document.documentElement.classList.add('ready');
  on(window, 'popstate hashchange', fromAddress);
  on(window, 'beforeprint', printing);
  on(window, 'afterprint', () => { if (PRINTING) { PRINTING = false; drawList(); } drawControls(); });
  on($('#text'), 'focus', async () => { for (const year of YEARS) { await idle(); if (year.ready) stack(year); } }, {once: true});
  await warmLater();
};
start();
