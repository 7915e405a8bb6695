// Years of events as typed columns, read when they are needed: from the page itself or from files beside it.
const KNOWN = {}; for (const kind of ['person', 'title', 'place', 'organization', 'document']) KNOWN[kind] = {list: [], at: new Map()};
const number = (kind, name) => {
  const {list, at} = KNOWN[kind];
  let n = at.get(name);
  if (n === undefined) at.set(name, n = list.push(name) - 1);
  return n;
};
const MONTHS = [], YEARS = [], YEAR = {};
let TOTAL = 0;
for (const [id, days, fuzzy, due, cited] of PAGE.months) {
  const year = id.slice(0, 4), month = {id, year, m: +id.slice(5), start: TOTAL, n: days + fuzzy + due, groups: [days, fuzzy, due], cited};
  if (!YEAR[year]) YEARS.push(YEAR[year] = {id: year, start: TOTAL, n: 0, months: [], ready: false});
  YEAR[year].months.push(month); YEAR[year].n += month.n;
  MONTHS.push(month); TOTAL += month.n;
}
// Every `step`th number of a list, turned by `of`.
const ints = (list, of, from = 0, step = 1) => { const out = new Int32Array(list.length / step); for (let k = 0; k < out.length; k++) out[k] = of(list[from + k * step], k); return out; };
const upto = counts => { const at = new Int32Array(counts.length + 1); counts.forEach((n, k) => { at[k + 1] = at[k] + n; }); return at; };
// Columns of one base-36 digit an event: all that is counted among few, but for the roles.
const FLAGS = Object.keys(PAGE.enums).slice(0, -2);
const adopt = (year, raw) => {
  const named = (kind, from = 0, step = 1, list = kind) => { const map = raw.names[kind].map(name => number(kind, name)); year[kind] = ints(raw[list], n => n < 0 ? -1 : map[n], from, step); };
  for (const flag of FLAGS) year[flag] = ints(raw[flag], digit => parseInt(digit, 36));
  for (const same of ['uid', 'name', 'text', 'unknown', 'first', 'clock', 'sure']) year[same] = raw[same];
  year.first = new Int32Array(raw.first);
  year.last = ints(raw.span, (span, k) => span < 0 ? NEVER : year.first[k] + span);
  named('place'); named('document');
  named('person', 0, 3, 'people'); named('title', 1, 3, 'people'); named('organization', 0, 2, 'bodies');
  year.role = ints(raw.people, n => n, 2, 3); year.bodyRole = ints(raw.bodies, n => n, 1, 2);
  // Where the people and the bodies of each event begin.
  year.at = {person: upto(raw.peopleOf), organization: upto(raw.bodiesOf)};
  year.ready = true;
};
const NEVER = 2 ** 30;
const shard = name => {
  const block = $('#' + name);
  if (block) return JSON.parse(block.textContent);
  return fetch(PAGE.at + name + '.json').then(answer => { if (!answer.ok) throw Error(name); return answer.json(); });
};
// Columns inside the page are read at once; columns in files give a promise.
const need = year => {
  if (year.ready) return true;
  if (year.coming) return year.coming;
  const name = 'c-' + year.id, found = shard(name);
  if (found.then) return year.coming = found.then(raw => adopt(year, raw)).finally(() => { year.coming = null; });
  adopt(year, found);
  return true;
};
const needAll = async () => { await Promise.all(YEARS.map(need)); };
const RECORDS = new Map(), SOURCES = {};
const readRecords = async id => { const found = await shard('e-' + id); Object.assign(SOURCES, found.sources); return found.rows; };
const records = month => {
  if (!RECORDS.has(month.id)) RECORDS.set(month.id, readRecords(month.id).catch(fault => { RECORDS.delete(month.id); throw fault; }));
  return RECORDS.get(month.id);
};
const yearAt = i => YEARS.findLast(year => year.start <= i);
const monthAt = i => MONTHS.findLast(month => month.start <= i);
const record = async i => { const month = monthAt(i); return (await records(month))[i - month.start]; };
const valueName = (name, n) => (PAGE.enums[name] || KNOWN[name].list)[n];
// Places in the columns of the people or bodies of one event; of anything else its own place.
const slots = (year, name, k) => { if (!year.at[name]) return [k]; const out = []; for (let p = year.at[name][k]; p < year.at[name][k + 1]; p++) out.push(p); return out; };
// One event, put together from its columns.
const eventAt = i => {
  const year = yearAt(i), k = i - year.start, at = (name, p = k) => valueName(name, year[name][p]);
  const event = {edtf: year.unknown[k] || '', month: monthAt(i), title: year.name[k],
    people: slots(year, 'person', k).map(p => ({name: at('person', p), title: at('title', p), role: at('role', p)})),
    bodies: slots(year, 'organization', k).map(p => ({name: at('organization', p), role: at('bodyRole', p)})), place: at('place') || '', document: at('document')};
  for (const same of ['uid', 'text', 'first', 'last', 'clock', 'sure']) event[same] = year[same][k];
  for (const flag of FLAGS) event[flag] = at(flag);
  return event;
};
const indexOf = uid => { for (const year of YEARS) if (year.ready) { const k = year.uid.indexOf(uid); if (k >= 0) return year.start + k; } return -1; };
