// Which events are wanted. Each event gets one bit for each condition it fails, so that the counts of a facet
// can leave out that facet's own condition.
const FAILS = {type: 1, person: 2, place: 4, organization: 8, document: 16, date: 32, precision: 64, text: 128, mentions: 256, status: 512};
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
  const numbers = {};
  for (const name of LISTS) if (state[name].length) numbers[name] = new Set(state[name].map(text => PAGE.enums[name] ? PAGE.enums[name].indexOf(text) : KNOWN[name].at.get(text) ?? -1));
  const terms = flat(state.text).split(/\s+/).filter(term => term && term !== '-');
  WANTED = {numbers, terms: terms.filter(term => term[0] !== '-'), without: terms.filter(term => term[0] === '-').map(term => term.slice(1)),
    since: dayOf(state.since), until: dayOf(state.until, true), precision: state.precision, mentions: !!state.mentions, quotes: !!state.quotes};
  ROUND++;
};
const straw = (year, k) => {
  const parts = [year.name[k], year.text[k]];
  for (let p = year.peopleAt[k] * 3; p < year.peopleAt[k + 1] * 3; p += 3) parts.push(KNOWN.person.list[year.people[p]] + ' ' + KNOWN.title.list[year.people[p + 1]]);
  if (year.place[k] >= 0) parts.push(KNOWN.place.list[year.place[k]]);
  for (let b = year.bodiesAt[k] * 2; b < year.bodiesAt[k + 1] * 2; b += 2) parts.push(KNOWN.organization.list[year.bodies[b]]);
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
  let k = 0, at = hay.text.indexOf(term);
  while (at >= 0) {
    let low = k, high = hay.ends.length - 1; while (low < high) { const mid = (low + high) >> 1; if (hay.ends[mid] < at) low = mid + 1; else high = mid; }
    found[low] = 1; k = low;
    at = hay.text.indexOf(term, hay.ends[low] + 1);
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
  const fails = year.fails ||= new Uint16Array(year.n), {numbers, since, until, precision, mentions} = WANTED;
  fails.fill(0);
  if (WANTED.terms.length + WANTED.without.length) {
    stack(year);
    for (const term of WANTED.terms) { const found = matches(year, term); for (let k = 0; k < year.n; k++) if (!found[k]) fails[k] |= 128; }
    for (const term of WANTED.without) { const found = matches(year, term); for (let k = 0; k < year.n; k++) if (found[k]) fails[k] |= 128; }
  }
  const unknown = year.id === 'XXXX', dated = since != null || until != null, {type, place, document: file, person, organization, status} = numbers;
  for (let k = 0; k < year.n; k++) {
    let fail = 0;
    if (type && !type.has(year.type[k])) fail |= 1;
    if (place && !place.has(year.place[k])) fail |= 4;
    if (file && !file.has(year.document[k])) fail |= 16;
    if (status && !status.has(year.status[k])) fail |= 512;
    if (!mentions && year.salience[k] === 2) fail |= 256;
    if (precision !== 'all' && EXACT.has(year.precision[k]) !== (precision === 'exact')) fail |= 64;
    if (dated) {
      const due = year.kind[k] === DUE, first = due ? year.last[k] : year.first[k], last = year.last[k] === NEVER ? first : year.last[k];
      if (unknown || (since != null && last < since) || (until != null && first > until)) fail |= 32;
    }
    if (person) { let any = false; for (let p = year.peopleAt[k] * 3; p < year.peopleAt[k + 1] * 3 && !any; p += 3) any = person.has(year.people[p]); if (!any) fail |= 2; }
    if (organization) { let any = false; for (let b = year.bodiesAt[k] * 2; b < year.bodiesAt[k + 1] * 2 && !any; b += 2) any = organization.has(year.bodies[b]); if (!any) fail |= 8; }
    fails[k] |= fail;
  }
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
  const known = MONTHS.filter(month => month.year !== 'XXXX');
  return [...known.reverse(), ...MONTHS.filter(month => month.year === 'XXXX')];
};
const allHits = () => monthsInOrder().flatMap(month => hitsOf(month).flat());
// Counts of one facet's values among the events that fail nothing else.
const facetCounts = name => {
  const others = 0xffff & ~FAILS[name], counts = new Map(), add = n => counts.set(n, (counts.get(n) || 0) + 1);
  for (const year of YEARS) {
    if (!year.ready) continue;
    const fails = failures(year);
    for (let k = 0; k < year.n; k++) {
      if (fails[k] & others) continue;
      if (name === 'person') { for (let p = year.peopleAt[k] * 3; p < year.peopleAt[k + 1] * 3; p += 3) add(year.people[p]); }
      else if (name === 'organization') { for (let b = year.bodiesAt[k] * 2; b < year.bodiesAt[k + 1] * 2; b += 2) add(year.bodies[b]); }
      else if (year[name][k] >= 0 && (name !== 'place' || year.place[k] >= 0)) add(year[name][k]);
    }
  }
  return counts;
};
const valueName = (name, n) => PAGE.enums[name] ? PAGE.enums[name][n] : KNOWN[name].list[n];
const valueWords = (name, text) => PAGE.words[LANG][name + '.' + text] || text;
// The filter in words, for chips, panels and print.
const conditions = state => {
  const said = [];
  for (const name of LISTS) for (const text of state[name]) said.push({name, text, words: valueWords(name, text)});
  if (state.text) said.push({name: 'text', text: state.text, words: '“' + state.text + '”'});
  for (const name of ['since', 'until']) if (state[name]) said.push({name, text: state[name], words: w(name) + ' ' + state[name]});
  if (state.precision !== 'all') said.push({name: 'precision', text: state.precision, words: w('precision.' + state.precision)});
  return said;
};
const described = () => conditions(STATE).map(one => one.words).join(w('comma')) || w('sub.everything');
