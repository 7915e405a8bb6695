// The words of the page; the same sentences as timeline/html/wording.py makes.
let LANG = PAGE.language;
const filled = (text, blanks = {}) => text.replace(/{(\w+)}/g, (blank, name) => blanks[name] ?? blank);
const w = (phrase, blanks) => filled(PAGE.words[LANG][phrase], blanks);
const grouped = n => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const counted = (phrase, n) => n === 1 && PAGE.words[LANG][phrase + '.one'] ? w(phrase + '.one') : w(phrase, {n: grouped(n)});
const monthName = m => w('month.names').split(' ')[m - 1];
const weekday = day => { const names = w('weeks'); return names.split(names.includes(' ') ? ' ' : '')[(day + 4) % 7]; };
const two = n => String(n).padStart(2, 0);
const iso = day => new Date(day * 864e5).toISOString().slice(0, 10);
const monthHead = id => {
  const [y, m] = id.split('-');
  return isNaN(y) ? w('unknown') : +m ? w('month', {y, m: +m, month: monthName(m)}) : w('month.rest', {y});
};
// What a phrase may say of a day.
const said = day => { const [y, m, d] = iso(day).split('-').map(Number); return {y, m, d, month: monthName(m), w: weekday(day), q: Math.ceil(m / 3)}; };
const dayName = day => w('full.day', said(day));
const unknownDay = edtf => {
  const [, m, d] = /^[^-]+-(\d+)(?:-(\d+))?[~?%]*(?:\/|$)/.exec(edtf) || [], name = m > 0 && monthName(m);
  return name ? w(d ? 'unknown.day' : 'unknown.month', {m: +m, d: +d, month: name}) : w('unknown');
};
const yearOnly = event => event.month.id.endsWith('-00');
const wide = (kind, event) => w(kind === 'about' ? yearOnly(event) ? 'about.year' : 'about' : 'in.' + kind, said(event.first));
const shortDate = event => {
  const {kind, last} = event;
  if (kind === 'unknown') return unknownDay(event.edtf);
  if (kind === 'due') return w('due', said(last));
  const a = said(event.first);
  if (kind === 'day') return w('day.week', a);
  if (kind === 'open') return w('open', a);
  if (kind !== 'range' && kind !== 'months') return wide(kind, event);
  const b = said(last);
  return w(a.y !== b.y ? kind + '.year' : a.m === b.m || kind === 'months' ? kind : kind + '.month', {...a, y2: b.y, m2: b.m, d2: b.d, month2: b.month});
};
const hour = event => event.clock >= 0 ? two(event.clock / 60 | 0) + ':' + two(event.clock % 60) : event.part && w('part.' + event.part);
const fullDate = event => {
  const {kind, month: {id}} = event;
  if (kind === 'unknown') { const a = unknownDay(event.edtf); return a === w('unknown') ? w('full.nothing') : w('full.unknown', {a}); }
  if (kind === 'month') return monthHead(id);
  if (kind === 'about') return w('full.about', {a: yearOnly(event) ? id.slice(0, 4) : monthHead(id)});
  if (kind === 'quarter' || kind === 'year') return wide(kind, event);
  const name = kind === 'months' ? day => monthHead(iso(day).slice(0, 7)) : dayName, a = kind === 'due' || name(event.first);
  if (kind === 'day') return joined([a, hour(event)]);
  return w(kind === 'months' ? 'full.range' : 'full.' + kind, {a, b: kind === 'open' || name(event.last)});
};
const widest = event => {
  const {kind, clock, month: {id}} = event;
  if (kind === 'unknown') return /^XXXX-(\d\d-\d\d)/.exec(event.edtf)?.[1];
  if (kind === 'due') return iso(event.last);
  return /^(day|range|open)$/.test(kind) ? iso(event.first) + (kind === 'day' && clock >= 0 ? 'T' + hour(event) : '') : id.replace('-00', '');
};
const titled = (name, title) => title ? w('titled', {name, title}) : name;
const peopleLine = people => {
  const shown = people.slice(0, 4).map(one => one.role === 'attendee' ? titled(one.name, one.title) : w('acted', {role: w('role.' + one.role), names: titled(one.name, one.title)}));
  return shown.join(w('comma')) + (people.length > 4 ? w('and.more', {n: people.length}) : '');
};
const underTitle = event => joined([
  event.status === 'happened' || event.group === 'due' ? '' : w('status.' + event.status), hour(event), event.place,
  peopleLine(event.people), event.bodies.slice(0, 2).map(one => one.name).join(w('comma'))], w('between'));
const implied = parts => parts.map(part => {
  const [name, ...reason] = part.split(':'), label = PAGE.words[LANG]['implied.' + name.trim()] || name.trim();
  return titled(label, reason.join(':').trim());
});
const pageName = n => n && w('source.page', {n});
const sourceLine = (file, article, page) => {
  const source = SOURCES[file];
  if (!source || !(source.paper || source.date)) return joined([file, pageName(page)]);
  const headline = source.headlines[article];
  return joined([source.paper ? '《' + source.paper + '》' : file, source.date && source.date + (source.inferred ? w('source.inferred') : ''),
    pageName(source.page || page), headline && '“' + headline + '”']);
};
// A quote as it is read: no blanks beside Han characters; then before, at and after its date words.
const HAN = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f]';
const BLANKS = new RegExp(`(?<=${HAN})\\s+|\\s+(?=${HAN})`, 'g');
const tidy = quote => quote.replace(BLANKS, '').trim().replace(/\s+/g, ' ');
const marked = (quote, words) => {
  quote = tidy(quote); words = words.replace(/\s+/g, '');
  const places = []; for (let k = 0; k < quote.length; k++) if (!/\s/.test(quote[k])) places.push(k);
  const found = words ? quote.replace(/\s+/g, '').indexOf(words) : -1;
  if (found < 0) return [quote, '', ''];
  const start = places[found], end = places[found + words.length - 1] + 1;
  return [quote.slice(0, start), quote.slice(start, end), quote.slice(end)];
};
const figure = one => `${one.what} ${one.value}${one.unit}`.trim();
// Markup that came without its words, or in another language.
const speak = (root, blanks) => {
  for (const node of $$('[data-word], [data-label]', root)) {
    const {word, label} = node.dataset;
    if (word) node.textContent = w(word, blanks);
    if (label) node.setAttribute('aria-label', w(label));
    if (node.title) node.title = w(label);
  }
};
const speakPage = lang => {
  LANG = document.documentElement.lang = $('#language').value = lang;
  $('#summary').textContent = PAGE.summary[LANG];
  $('#text').placeholder = w('search.hint');
  speak(document);
};
