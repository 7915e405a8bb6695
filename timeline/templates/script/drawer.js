// The evidence of one event: what was printed, what it was taken as and why.
const DRAWER = $('#drawer');
let RETURN_TO = null;
const narrow = () => matchMedia('(max-width: 1023px)').matches;
const line = (name, ...inside) => inside.flat().length ? [el('dt', null, name), el('dd', null, ...inside)] : [];
const listed = (items, tag = 'ul') => items.length === 1 ? [items[0]].flat() : items.length ? [el(tag, null, items.map(item => el('li', null, item)))] : [];
const pick = (name, text) => el('a', {lang: 'zh', ...leads({[name]: [text], e: ''})}, text);
const personItem = one => [pick('person', one.name), one.title ? el('small', null, ' ' + one.title) : '', one.role === 'attendee' ? '' : el('small', null, w('between') + w('role.' + one.role))];
const bodyItem = one => [pick('organization', one.name), el('small', null, w('between') + w('body.' + one.role))];
const detailItems = found => [found].flat().map(item => item.what === undefined ? String(item) : figure(item));
const SHOWN_ABOVE = ['chair', 'inspectors'];
const proofs = (event, found) => (found.q || []).flatMap(([file, article, , , quote, page], n, all) => {
  const [before, words, after] = marked(quote, event.text);
  const url = SOURCES[file]?.url, name = sourceLine(file, article, page);
  const more = n === 0 && all.length > 1 ? [el('p', {class: 'lead'}, counted('reports', all.length - 1))] : [];
  return [el('figure', null, el('blockquote', {lang: 'zh'}, before, words ? el('mark', null, words) : '', after), el('figcaption', null, url && safe(url) ? el('a', {href: textLink(url, before + words + after), target: '_blank', rel: 'noopener'}, name) : name)), ...more];
});
// A web page that holds the quote is opened at the quote.
const textLink = (url, quote) => /^https?:/.test(url) ? url.split('#')[0] + '#:~:text=' + encodeURIComponent(quote.slice(0, 60)).replaceAll('-', '%2D') : url;
const evidence = (event, found) => {
  const [edtf] = found.w || [''];
  event.edtf = edtf;
  const value = fullDate(event), read = event.text ? w('read.as', {text: w('printed', {text: event.text}), value}) : value;
  const details = Object.entries(found.d || {}).filter(([name]) => !SHOWN_ABOVE.includes(name));
  return [
    el('p', {class: 'lead'}, el('span', {class: 'type ' + event.type}, w('type.' + event.type)), ['', w('status.' + event.status), w('salience.' + event.salience)].join(w('between'))),
    el('h2', {id: 'drawer-title', tabindex: -1, lang: 'zh'}, event.title),
    el('p', null, read),
    el('dl', null,
      line(w('basis'), w('basis.' + event.basis), ...(found.i ? [el('br'), el('small', null, w('implied') + w('colon') + implied(found.i).join(w('semicolon')))] : [])),
      found.r ? line(w('repeats'), found.r) : [],
      line(w('people'), ...listed(event.people.map(personItem))),
      event.place ? line(w('place'), pick('place', event.place)) : [],
      line(w('bodies'), ...listed(event.bodies.map(bodyItem))),
      line(w('related'), ...listed((found.l || []).filter(uid => indexOf(uid) + 1).map(uid => el('a', {href: '#e-' + uid}, eventAt(indexOf(uid)).title)))),
      details.flatMap(([name, items]) => line(w('detail.' + name), ...listed(detailItems(items), ['agenda', 'requirements'].includes(name) ? 'ol' : 'ul'))),
      line(w('sure'), w('sure.value', {n: event.sure})), line('EDTF', edtf)),
    ...proofs(event, found)];
};
let SHOWN;
const drawEvidence = () => {
  const [event, found] = SHOWN;
  put(DRAWER, {
    ...citations(event, found), link: linkTo(event), dated: canDate(event), report: PAGE.report && safe(reportLink(event)),
  }, 'drawer');
  $('.foot', DRAWER).before(...evidence(event, found));
};
const openEvent = async (i, quiet) => {
  let found;
  try { found = await record(i); } catch (fault) { tell(w('failed', {name: fault.message})); return; }
  const event = eventAt(i);
  if (!DRAWER.open) RETURN_TO = document.activeElement;
  SHOWN = [event, found];
  drawEvidence();
  mark(event.uid);
  if (!DRAWER.open) { document.body.classList.add('reading'); if (narrow() || EMBED) DRAWER.showModal(); else DRAWER.show(); }
  DRAWER.scrollTop = 0;
  if (STATE.e !== event.uid) { STATE.e = event.uid; writeState(!quiet); }
  if (!narrow()) await reveal(i);
  $('#drawer-title').focus({preventScroll: true});
};
const mark = uid => {
  rowOf(OPEN)?.classList.remove('on');
  OPEN = uid;
  rowOf(uid)?.classList.add('on');
};
const close = quiet => {
  if (!DRAWER.open) return;
  const uid = OPEN;
  DRAWER.close(); document.body.classList.remove('reading'); mark('');
  if (STATE.e) { STATE.e = ''; if (!quiet) writeState(true); }
  const row = rowOf(uid), goal = row ? $('a', row) : RETURN_TO;
  if (goal?.isConnected) goal.focus({preventScroll: !!row}); else LIST.focus();
  if (row) toWindow(row);
};
const walk = async step => {
  await needAll();
  const i = OPEN ? indexOf(OPEN) : -1, to = neighbour(i, step);
  if (to === undefined) return;
  if (OPEN) { STATE.e = ''; await openEvent(to, true); } else await reveal(to, true);
};
const pageAddress = () => { const base = placed(); base.hash = ''; base.searchParams.delete('embed'); return base.href; };
const linkTo = event => pageAddress() + '#e-' + event.uid;
const reportLink = event => {
  const link = new URL(PAGE.report, location.href);
  link.searchParams.set(link.protocol === 'mailto:' ? 'subject' : 'title', w('report.subject', {title: event.title}));
  link.searchParams.set('body', linkTo(event) + '\n');
  return link.protocol === 'mailto:' ? link.href.replaceAll('+', '%20') : link.href;
};
// As the source line has it, and by GB/T 7714: a newspaper article by its headline, paper, day and page.
const citations = (event, found) => {
  const [file, article, , , , page] = found.q?.[0] || [event.document], source = SOURCES[file] || {};
  const head = source.headlines?.[article] || event.title, number = source.page || page;
  return {
    plain: `${event.title}. ${sourceLine(file, article, page)}. ${linkTo(event)}`,
    quote: `${head}[N]. ${source.paper || file}, ${source.date || ''}${number ? `(${number})` : ''}.`.replace(', .', '.'),
  };
};
