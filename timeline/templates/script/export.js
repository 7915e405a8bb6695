// Downloads of what is looked at, made here from the same records.
const TYPES = {ics: 'text/calendar', csv: 'text/csv', json: 'application/json', md: 'text/markdown'};
const save = (name, ending, text) => {
  const link = el('a', {href: URL.createObjectURL(new Blob([text], {type: TYPES[ending] + ';charset=utf-8'})), download: name.replace(/[\\/:*?"<>|\s]+/g, '-') + '.' + ending});
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
const gather = async () => {
  await needAll();
  const pairs = [];
  for (const i of allHits()) pairs.push([eventAt(i), await record(i)]);
  for (const [event, found] of pairs) event.edtf = found.w[0];
  return pairs;
};
const bare = ([event, found]) => ({
  uid: event.uid, type: event.type, title: event.title, salience: event.salience, confidence: event.sure / 100,
  when: {edtf: found.w[0], start: found.w[1], end: found.w[2], text: event.text, precision: event.precision, part_of_day: event.part || null, basis: event.basis, implied: found.i || [], rrule: found.r || null},
  status: event.status, place: event.place ? {name: event.place} : null, people: event.people, organizations: event.bodies, details: found.d || {},
  evidence: (found.q || []).map(([file, article, start, end, quote, page]) => ({document: file, article, start, end, quote, page})),
});
const json = pairs => JSON.stringify(pairs.map(bare), null, 1);
// A spreadsheet must not take a title for a formula.
const cell = text => { text = String(text ?? ''); if (/^\s*[=+\-@\t\r]/.test(text)) text = "'" + text; return '"' + text.replaceAll('"', '""') + '"'; };
const csv = pairs => {
  const head = 'uid type title edtf start end as_printed precision status salience confidence place people organizations document quote'.split(' ');
  const line = pair => {
    const [event] = pair, one = bare(pair), named = list => list.map(item => titled(item.name, item.title)).join('; ');
    const all = {...one, ...one.when, as_printed: event.text, place: event.place, people: named(one.people), organizations: named(one.organizations), document: event.document, quote: one.evidence.map(proof => proof.quote).join(' / ')};
    return head.map(name => all[name]);
  };
  return '\ufeff' + [head, ...pairs.map(line)].map(fields => fields.map(cell).join(',') + '\r\n').join('');
};
const markdown = pairs => {
  const plain = text => text.replace(/[\\`*_{}[\]<>#|!&]/g, sign => '\\' + sign), lines = ['# ' + plain(PAGE.title), '', plain(described()), ''];
  let month = '';
  for (const [event, found] of pairs) {
    if (event.month.id !== month) lines.push('', '## ' + monthHead(month = event.month.id), '');
    lines.push(`- **${plain(fullDate(event))}** ${plain(event.title)} (${w('type.' + event.type)}${event.place ? ', ' + plain(event.place) : ''})`);
    for (const quote of (found.q || []).slice(0, 1)) lines.push('  > ' + plain(tidy(quote[4])) + ' — ' + plain(sourceLine(quote[0], quote[1], quote[5])));
  }
  return lines.join('\n') + '\n';
};
const canDate = event => ['day', 'range', 'due'].includes(event.kind);
const icsText = text => text.replace(/[\\;,]/g, sign => '\\' + sign).replace(/\r?\n/g, '\\n');
// Lines of at most 75 octets, never cut inside a character.
const fold = text => {
  const bytes = new TextEncoder(); let out = '', room = 75;
  for (const sign of text) { const size = bytes.encode(sign).length; if (room < size) { out += '\r\n '; room = 74; } out += sign; room -= size; }
  return out;
};
const stamp = date => date.toISOString().replace(/[-:]|\.\d+/g, '');
const calendar = pairs => {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//timeline//page//ZH', 'CALSCALE:GREGORIAN', 'X-WR-CALNAME:' + icsText(PAGE.title)], now = stamp(new Date());
  for (const [event, found] of pairs) {
    if (!canDate(event)) continue;
    const day = event.kind === 'due' ? event.last : event.first, last = event.kind === 'range' ? event.last : day, bare = n => iso(n).replaceAll('-', '');
    // A printed hour is an hour in China.
    const start = event.clock >= 0 && event.kind === 'day' ? 'DTSTART:' + stamp(new Date(day * 864e5 + (event.clock - 480) * 6e4)) : 'DTSTART;VALUE=DATE:' + bare(day);
    lines.push('BEGIN:VEVENT', 'UID:' + icsText(event.uid), 'DTSTAMP:' + now, start);
    if (start.includes('VALUE=DATE')) lines.push('DTEND;VALUE=DATE:' + bare(last + 1));
    if (event.place) lines.push('LOCATION:' + icsText(event.place));
    lines.push('SUMMARY:' + icsText(event.kind === 'due' ? w('type.deadline') + w('colon') + event.title : event.title), 'DESCRIPTION:' + icsText((found.q || []).map(one => tidy(one[4])).join('\n')), 'CATEGORIES:' + icsText(w('type.' + event.type)), 'TRANSP:TRANSPARENT');
    if (/^https?:/.test(linkTo(event))) lines.push('URL:' + linkTo(event));
    lines.push('END:VEVENT');
  }
  return [...lines, 'END:VCALENDAR'].map(fold).join('\r\n') + '\r\n';
};
const WRITERS = {csv, json, ics: calendar, md: markdown};
const download = async (ending, one) => save(one ? SHOWN[0].title.slice(0, 24) : feedName().slice(0, 40), ending, WRITERS[ending](one ? [SHOWN] : await gather()));
