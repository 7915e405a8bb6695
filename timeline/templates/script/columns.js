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
  const year = id.slice(0, 4), month = {id, year, start: TOTAL, n: days + fuzzy + due, groups: [days, fuzzy, due], cited};
  if (!YEAR[year]) YEARS.push(YEAR[year] = {id: year, start: TOTAL, n: 0, months: [], ready: false});
  YEAR[year].months.push(month); YEAR[year].n += month.n;
  MONTHS.push(month); TOTAL += month.n;
}
const digits = text => { const out = new Uint8Array(text.length); for (let k = 0; k < text.length; k++) { const code = text.charCodeAt(k); out[k] = code < 58 ? code - 48 : code - 87; } return out; };
const ints = (list, of) => { const out = new Int32Array(list.length); for (let k = 0; k < list.length; k++) out[k] = of(list[k], k); return out; };
const upto = counts => { const at = new Int32Array(counts.length + 1); counts.forEach((n, k) => { at[k + 1] = at[k] + n; }); return at; };
const FLAGS = ['type', 'salience', 'status', 'kind', 'group', 'basis', 'precision', 'part'];
const adopt = (year, raw) => {
  const map = {}; for (const kind in KNOWN) map[kind] = raw.names[kind].map(name => number(kind, name));
  for (const flag of FLAGS) year[flag] = digits(raw[flag]);
  year.uid = raw.uid; year.name = raw.name; year.text = raw.text; year.unknown = raw.unknown;
  year.first = new Int32Array(raw.first); year.clock = new Int16Array(raw.clock); year.sure = new Uint8Array(raw.sure);
  year.last = ints(raw.span, (span, k) => span < 0 ? NEVER : year.first[k] + span);
  year.place = ints(raw.place, n => n < 0 ? -1 : map.place[n]);
  year.document = ints(raw.document, n => map.document[n]);
  year.peopleAt = upto(raw.peopleOf); year.bodiesAt = upto(raw.bodiesOf);
  year.people = ints(raw.people, (n, k) => k % 3 === 0 ? map.person[n] : k % 3 === 1 ? map.title[n] : n);
  year.bodies = ints(raw.bodies, (n, k) => k % 2 ? n : map.organization[n]);
  year.ready = true;
};
const NEVER = 2 ** 30;
const shard = name => {
  const block = document.getElementById(name);
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
const within = (list, i) => { let low = 0, high = list.length - 1; while (low < high) { const mid = (low + high + 1) >> 1; if (list[mid].start <= i) low = mid; else high = mid - 1; } return list[low]; };
const yearAt = i => within(YEARS, i);
const monthAt = i => within(MONTHS, i);
const record = async i => { const month = monthAt(i); return (await records(month))[i - month.start]; };
const value = (flag, year, k) => PAGE.enums[flag][year[flag][k]];
// One event, put together from its columns.
const eventAt = i => {
  const year = yearAt(i), k = i - year.start, people = [], bodies = [];
  for (let p = year.peopleAt[k] * 3; p < year.peopleAt[k + 1] * 3; p += 3) people.push({name: KNOWN.person.list[year.people[p]], title: KNOWN.title.list[year.people[p + 1]], role: PAGE.enums.role[year.people[p + 2]]});
  for (let b = year.bodiesAt[k] * 2; b < year.bodiesAt[k + 1] * 2; b += 2) bodies.push({name: KNOWN.organization.list[year.bodies[b]], role: PAGE.enums.bodyRole[year.bodies[b + 1]]});
  const event = {i, edtf: year.unknown[k] || '', month: monthAt(i), uid: year.uid[k], title: year.name[k], text: year.text[k], first: year.first[k], last: year.last[k], clock: year.clock[k], sure: year.sure[k], people, bodies,
    place: year.place[k] < 0 ? '' : KNOWN.place.list[year.place[k]], document: KNOWN.document.list[year.document[k]]};
  for (const flag of FLAGS) event[flag] = value(flag, year, k);
  return event;
};
const indexOf = uid => { for (const year of YEARS) if (year.ready) { const k = year.uid.indexOf(uid); if (k >= 0) return year.start + k; } return -1; };
