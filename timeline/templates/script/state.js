// What is looked at, in the fragment of the address: the keys are those of the command line and of the feeds.
const LISTS = ['type', 'person', 'place', 'organization', 'document', 'status'];
const ALLOWED = {precision: ['all', 'exact', 'fuzzy'], lane: LISTS.slice(0, 4)};
const SINGLE = {text: '', since: '', until: '', precision: 'all', mentions: '', quotes: '', sort: '', lane: 'type', lang: PAGE.language, theme: '', e: '', m: ''};
const FILTERS = [...LISTS, 'text', 'since', 'until', 'precision', 'mentions', 'quotes'];
const blank = () => { const state = {...SINGLE}; for (const key of LISTS) state[key] = []; return state; };
let STATE = blank();
const several = (key, text) => key === 'type' || key === 'status' ? text.split(',') : [text];
const readState = () => {
  const state = blank(), hash = location.hash;
  for (const [key, text] of [...ASKED, ...new URLSearchParams(hash.startsWith('#?') ? hash.slice(2) : '')]) {
    if (LISTS.includes(key)) state[key] = [...new Set([...state[key], ...several(key, text)])];
    else if (key in SINGLE) state[key] = text;
    else if (key === 'salience' && text === 'mention') state.mentions = '1';
    else if (key === 'year') state.since = state.until = text;
  }
  if (hash.startsWith('#e-')) state.e = decodeURIComponent(hash.slice(3));
  if (/^#m[\dX]{4}-\d\d$/.test(hash)) state.m = hash.slice(2);
  for (const key in ALLOWED) if (!ALLOWED[key].includes(state[key])) state[key] = SINGLE[key];
  if (!PAGE.words[state.lang]) state.lang = PAGE.language;
  return state;
};
const keysOf = (state, names) => {
  const keys = new URLSearchParams();
  for (const name of names) for (const text of [state[name]].flat()) if (text && text !== SINGLE[name]) keys.append(name, text);
  return keys;
};
const fragment = state => { const keys = keysOf(state, [...FILTERS, 'sort', 'lane', 'lang', 'theme', 'm', 'e']).toString(); return keys ? '#?' + keys : ''; };
// A filter in the query, not the fragment, may have been applied by a server: to lift it, ask for the page anew.
const lifted = () => [...ASKED].some(([key, text]) => FILTERS.includes(key) && !several(key, text).every(one => [STATE[key]].flat().includes(one)));
const writeState = push => {
  if (lifted()) {
    const rest = new URLSearchParams([...ASKED].filter(([key]) => !FILTERS.includes(key)));
    return location.assign(location.pathname + (String(rest) && '?' + rest) + fragment(STATE));
  }
  const hash = fragment(STATE);
  if (hash === location.hash || (!hash && location.hash === '#')) return;
  // A frame without an origin of its own may be refused its history: the view still changes.
  try { history[push ? 'pushState' : 'replaceState'](null, '', hash || location.pathname + location.search); } catch { /* no history here */ }
};
const filtering = state => FILTERS.some(name => String(state[name]) !== String(blank()[name]));
