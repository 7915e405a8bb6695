// The words of the page; the same sentences as timeline/html/wording.py makes.
let LANG = PAGE.language;
const w = (phrase, blanks) => {
  let text = PAGE.words[LANG][phrase];
  for (const name in blanks) text = text.replaceAll('{' + name + '}', () => blanks[name]);
  return text;
};
const grouped = n => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const counted = (phrase, n) => n === 1 && PAGE.words[LANG][phrase + '.one'] ? w(phrase + '.one') : w(phrase, {n: grouped(n)});
const monthName = m => w('month.names').split(' ')[m - 1];
const weekday = day => { const names = w('weeks'); return (names.includes(' ') ? names.split(' ') : [...names])[(day + 4) % 7]; };
const two = n => String(n).padStart(2, '0');
const ymd = day => { const date = new Date(day * 864e5); return {y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate()}; };
const iso = day => new Date(day * 864e5).toISOString().slice(0, 10);
const monthHead = id => {
  const [y, m] = id.split('-');
  return isNaN(y) ? w('unknown') : m === '00' ? w('month.rest', {y}) : w('month', {y, m: +m, month: monthName(+m)});
};
const dayName = day => { const {y, m, d} = ymd(day); return w('full.day', {y, m, d, month: monthName(m)}); };
const ends = day => { const {y, m, d} = ymd(day); return {d2: d, m2: m, y2: y, month2: monthName(m)}; };
const spanPhrase = (phrase, a, b) => a.y !== b.y ? phrase + '.year' : a.m === b.m || phrase === 'months' ? phrase : phrase + '.month';
const unknownDay = edtf => {
  const parts = edtf.split('/')[0].replace(/[~?%]+$/, '').split('-').slice(1), m = +parts[0];
  if (!parts.length || !parts.every(part => /^\d+$/.test(part)) || m < 1 || m > 12) return w('unknown');
  return parts.length === 1 ? w('unknown.month', {m, month: monthName(m)}) : w('unknown.day', {m, d: +parts[1], month: monthName(m)});
};
const wide = event => {
  const a = ymd(event.first), month = monthName(a.m);
  if (event.kind === 'month') return w('in.month', {m: a.m, month});
  if (event.kind === 'quarter') return w('in.quarter', {y: a.y, q: Math.floor((a.m + 2) / 3)});
  if (event.kind === 'year') return w('in.year', {y: a.y});
  if (event.kind === 'months') return w(spanPhrase('months', a, ymd(event.last)), {m: a.m, month, ...ends(event.last)});
  return event.month.id.endsWith('-00') ? w('about.year', {y: a.y}) : w('about', {m: a.m, month});
};
const shortDate = event => {
  if (event.kind === 'unknown') return unknownDay(event.edtf);
  if (event.kind === 'due') return w('due', {d: ymd(event.last).d});
  const a = ymd(event.first);
  if (event.kind === 'day') return w('day.week', {d: a.d, w: weekday(event.first)});
  if (event.kind === 'open') return w('open', {d: a.d});
  if (event.kind === 'range') return w(spanPhrase('range', a, ymd(event.last)), {d: a.d, ...ends(event.last)});
  return wide(event);
};
const hour = event => event.clock >= 0 ? two(Math.floor(event.clock / 60)) + ':' + two(event.clock % 60) : event.part ? w('part.' + event.part) : '';
const fullDate = event => {
  if (event.kind === 'unknown') { const a = unknownDay(event.edtf); return a === w('unknown') ? w('full.nothing') : w('full.unknown', {a}); }
  if (event.kind === 'due') return w('full.due', {b: dayName(event.last)});
  if (event.kind === 'day') return [dayName(event.first), hour(event)].filter(Boolean).join(' ');
  if (event.kind === 'open') return w('full.open', {a: dayName(event.first)});
  if (event.kind === 'range') return w('full.range', {a: dayName(event.first), b: dayName(event.last)});
  if (event.kind === 'about') return w('full.about', {a: event.month.id.endsWith('-00') ? ymd(event.first).y : monthHead(event.month.id)});
  if (event.kind === 'month') return monthHead(event.month.id);
  if (event.kind === 'months') return w('full.range', {a: monthHead(iso(event.first).slice(0, 7)), b: monthHead(iso(event.last).slice(0, 7))});
  return wide(event);
};
const widest = event => {
  if (event.kind === 'day') return iso(event.first) + (event.clock >= 0 ? 'T' + hour(event) : '');
  if (event.kind === 'unknown') { const found = /^XXXX-(\d\d)-(\d\d)/.exec(event.edtf); return found ? found[1] + '-' + found[2] : ''; }
  if (event.kind === 'range' || event.kind === 'open') return iso(event.first);
  if (event.kind === 'due') return iso(event.last);
  return event.month.id.replace(/-00$/, '');
};
const titled = (name, title) => title ? w('titled', {name, title}) : name;
const peopleLine = people => {
  const shown = people.slice(0, 4).map(one => one.role === 'attendee' ? titled(one.name, one.title) : w('acted', {role: w('role.' + one.role), names: titled(one.name, one.title)}));
  return shown.join(w('comma')) + (people.length > 4 ? w('and.more', {n: people.length}) : '');
};
const underTitle = event => [
  event.status === 'happened' || event.group === 'due' ? '' : w('status.' + event.status), hour(event), event.place,
  peopleLine(event.people), event.bodies.slice(0, 2).map(one => one.name).join(w('comma'))].filter(Boolean).join(w('between'));
const implied = parts => parts.map(part => {
  const [name, ...reason] = part.split(':'), label = PAGE.words[LANG]['implied.' + name.trim()] || name.trim();
  return titled(label, reason.join(':').trim());
});
const sourceLine = (file, article, page) => {
  const source = SOURCES[file];
  if (!source || !(source.paper || source.date)) return [file, page ? w('source.page', {n: page}) : ''].filter(Boolean).join(' ');
  const number = source.page || page, headline = source.headlines[article];
  return [source.paper ? '《' + source.paper + '》' : file, source.date ? source.date + (source.inferred ? w('source.inferred') : '') : '',
    number ? w('source.page', {n: number}) : '', headline ? '“' + headline + '”' : ''].filter(Boolean).join(' ');
};
// A quote as it is read: no blanks beside Han characters; then before, at and after its date words.
const HAN = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f]';
const BLANKS = new RegExp(`(?<=${HAN})\\s+|\\s+(?=${HAN})`, 'g');
const tidy = quote => quote.replace(BLANKS, '').split(/\s+/).filter(Boolean).join(' ');
const marked = (quote, words) => {
  quote = tidy(quote); words = words.replace(/\s+/g, '');
  const places = []; for (let k = 0; k < quote.length; k++) if (!/\s/.test(quote[k])) places.push(k);
  const found = words ? quote.replace(/\s+/g, '').indexOf(words) : -1;
  if (found < 0) return [quote, '', ''];
  const start = places[found], end = places[found + words.length - 1] + 1;
  return [quote.slice(0, start), quote.slice(start, end), quote.slice(end)];
};
const figure = one => `${one.what} ${one.value}${one.unit}`.trim();
const speak = lang => {
  LANG = PAGE.words[lang] ? lang : PAGE.language;
  document.documentElement.lang = LANG;
  $('#summary').textContent = PAGE.summary[LANG];
  for (const node of $$('[data-word]')) node.textContent = w(node.dataset.word);
  for (const node of $$('[data-label]')) node.setAttribute('aria-label', w(node.dataset.label));
  for (const node of $$('[data-hint]')) node.placeholder = w(node.dataset.hint);
};
