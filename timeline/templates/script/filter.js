// Which events are wanted. Each event gets one bit for each condition it fails, so that the counts of a facet
// can leave out that facet's own condition.
const CONDITIONS = [...LISTS, 'date', 'precision', 'text', 'mentions'];
const bit = name => 1 << CONDITIONS.indexOf(name);
let ROUND = 0, WANTED = null;
const flat = text => text.normalize('NFKC').toLowerCase();
// 2014, 2014-03 or 2014-03-20 as a day: the first it covers, or the last.
const dayOf = (text, last) => {
  const found = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text.trim().replace(/[./年月]/g, '-').replace(/日$/, '').replace(/-$/, ''));
  if (!found) return null;
  const [, y, m, d] = found, date = !last || d ? Date.UTC(+y, (m || 1) - 1, d || 1) : Date.UTC(+y, m ? +m : 12, 0);
  return Math.round(date / 864e5);
};
const EXACT = new Set(['minute', 'hour', 'halfday', 'day'].map(name => PAGE.enums.precision.indexOf(name)));
const want = state => {
  const numbers = [], terms = [];
  for (const name of LISTS) if (state[name].length) numbers.push([name, new Set(state[name].map(text => PAGE.enums[name] ? PAGE.enums[name].indexOf(text) : KNOWN[name].at.get(text) ?? -2))]);
  for (const term of words(state.text)) terms.push(term[0] === '-' ? [term.slice(1), 0] : [term, 1]);
  WANTED = {...state, numbers, terms, since: dayOf(state.since), until: dayOf(state.until, true)};
  ROUND++;
};
const words = text => flat(text).split(/\s+/).filter(term => term && term !== '-');
const straw = (year, k) => {
  const parts = [year.name[k], year.text[k]];
  for (const kind of ['person', 'organization']) for (const p of slots(year, kind, k)) parts.push(valueName(kind, year[kind][p]) + (kind === 'person' ? ' ' + valueName('title', year.title[p]) : ''));
  if (year.place[k] >= 0) parts.push(KNOWN.place.list[year.place[k]]);
  return parts.join('\t').replaceAll('\n', ' ');
};
// All the words of a year as one text, one line an event: a search is a walk from match to match.
const haystack = (year, lineOf) => {
  const lines = []; for (let k = 0; k < year.n; k++) lines.push(lineOf(k));
  const text = flat(lines.join('\n')) + '\n', ends = new Int32Array(year.n);
  for (let k = 0, at = -1; k < year.n; k++) ends[k] = at = text.indexOf('\n', at + 1);
  return {text, ends};
};
const search = (hay, term, found) => {
  for (let k = 0, at = -1; (at = hay.text.indexOf(term, at + 1)) >= 0; at = hay.ends[k]) {
    while (hay.ends[k] < at) k++;
    found[k] = 1;
  }
};
const stack = year => { year.hay ||= haystack(year, k => straw(year, k)); };
const needQuotes = async year => {
  if (year.quotes) return;
  const all = []; for (const month of year.months) all.push(...(await records(month)));
  year.quotes = haystack(year, k => (all[k].q || []).map(quote => tidy(quote[4])).join('\t'));
};
const matches = (year, term) => {
  const found = new Uint8Array(year.n);
  search(year.hay, term, found);
  if (WANTED.quotes && year.quotes) search(year.quotes, term, found);
  return found;
};
const failures = year => {
  if (year.round === ROUND) return year.fails;
  const fails = year.fails ||= new Uint16Array(year.n), {numbers, terms, since, until, precision, mentions} = WANTED;
  const fail = (name, failed) => { const one = bit(name); for (let k = 0; k < year.n; k++) if (failed(k)) fails[k] |= one; };
  fails.fill(0);
  if (terms.length) stack(year);
  for (const [term, wanted] of terms) { const found = matches(year, term); fail('text', k => found[k] !== wanted); }
  for (const [name, set] of numbers) {
    const values = year[name], at = year.at[name];
    fail(name, at ? k => { for (let p = at[k]; p < at[k + 1]; p++) if (set.has(values[p])) return false; return true; } : k => !set.has(values[k]));
  }
  if (!mentions) fail('mentions', k => year.salience[k] === 2);
  if (precision !== 'all') fail('precision', k => EXACT.has(year.precision[k]) !== (precision === 'exact'));
  if (since != null || until != null) fail('date', k => {
    const first = year.kind[k] === DUE ? year.last[k] : year.first[k], last = year.last[k] === NEVER ? first : year.last[k];
    return year.id === 'XXXX' || last < (since ?? -NEVER) || first > (until ?? NEVER);
  });
  year.round = ROUND;
  return fails;
};
const DUE = PAGE.enums.kind.indexOf('due');
// How many events of a month are wanted; without columns and without a filter the page already knows.
const countOf = month => {
  const year = YEAR[month.year];
  if (!year.ready) return month.n - month.cited;
  if (month.round === ROUND) return month.count;
  const fails = failures(year), from = month.start - year.start;
  let count = 0; for (let k = from; k < from + month.n; k++) if (!fails[k]) count++;
  month.round = ROUND;
  return month.count = count;
};
const countAll = () => MONTHS.reduce((sum, month) => sum + countOf(month), 0);
// The wanted events of a month by group, in the order of the list.
const hitsOf = month => {
  const year = YEAR[month.year], fails = failures(year), groups = [];
  let k = month.start - year.start;
  for (const n of month.groups) {
    const hits = []; for (const end = k + n; k < end; k++) if (!fails[k]) hits.push(year.start + k);
    groups.push(STATE.sort ? hits.reverse() : hits);
  }
  return groups;
};
const monthsInOrder = () => {
  if (!STATE.sort) return MONTHS;
  const dated = known(MONTHS);
  return [...dated.toReversed(), ...MONTHS.slice(dated.length)];
};
const allHits = () => monthsInOrder().flatMap(month => hitsOf(month).flat());
// The values of one facet, a call each, of the events from place `from` to place `to` that fail nothing but `but`.
const eachValue = (year, name, from, to, but, act) => {
  const fails = failures(year), others = ~but, values = year[name], at = year.at[name];
  for (let k = from; k < to; k++) if (!(fails[k] & others)) {
    if (at) for (let p = at[k]; p < at[k + 1]; p++) act(values[p]);
    else if (values[k] >= 0) act(values[k]);
  }
};
const raise = (counts, n) => counts.set(n, (counts.get(n) || 0) + 1);
// Counts of one facet's values among the events that fail nothing else.
const facetCounts = name => {
  const counts = new Map();
  for (const year of YEARS) if (year.ready) eachValue(year, name, 0, year.n, bit(name), n => raise(counts, n));
  return counts;
};
const valueWords = (name, text) => PAGE.words[LANG][name + '.' + text] || text;
// The filter in words, for chips, panels and print.
const conditions = state => {
  const said = [];
  const say = (name, text, words) => { if (text) said.push({name, text, words}); };
  for (const name of LISTS) for (const text of state[name]) say(name, text, valueWords(name, text));
  say('text', state.text, '“' + state.text + '”');
  for (const name of ['since', 'until']) say(name, state[name], w(name) + ' ' + state[name]);
  say('precision', state.precision !== 'all', w('precision.' + state.precision));
  return said;
};
const described = () => conditions(STATE).map(one => one.words).join(w('comma')) || w('sub.everything');
