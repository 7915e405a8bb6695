// The list: a section a month. All rows stand in the page up to a few thousand events; beyond that only the
// months near the window are filled.
const LIST = $('#list'), WHOLE = PAGE.mode === 'full' && !EMBED, EMBED_STEP = 20;
const NODES = [], SECTIONS = new Map();
let LIMIT = EMBED ? EMBED_STEP : Infinity, PRINTING = false, OPEN = '';
const rowNode = i => {
  if (NODES[i]) return NODES[i];
  const event = eventAt(i), line = underTitle(event);
  const node = el('li', {id: 'e-' + event.uid, class: event.salience},
    el('time', {datetime: widest(event) || null, class: event.group === 'fuzzy' ? 'about' : null}), el('a', {href: '#e-' + event.uid, lang: 'zh'}, event.title), ' ',
    el('span', {class: 'type ' + event.type}, w('type.' + event.type)), line ? el('p', null, line) : null);
  if (WHOLE) NODES[i] = node;
  if (event.uid === OPEN) node.classList.add('on');
  return node;
};
const DAY = PAGE.enums.kind.indexOf('day');
const datedRows = hits => {
  let before = null;
  return hits.map(i => {
    const node = rowNode(i), year = yearAt(i), k = i - year.start, day = year.kind[k] === DAY && year.first[k], same = day !== false && day === before;
    before = day;
    if (node.same !== same) {
      const event = eventAt(i), date = shortDate(event);
      node.same = same;
      node.firstChild.textContent = event.group === 'fuzzy' && event.text ? w('printed', {text: event.text}) + date : same ? w('same') : date;
    }
    return node;
  });
};
const sectionOf = month => {
  let section = SECTIONS.get(month.id);
  if (!section) {
    const node = $('#m' + month.id) || el('section', {id: 'm' + month.id}, el('h2'));
    section = {month, node, filled: false, round: -1, near: false};
    SECTIONS.set(month.id, section);
    if (!WHOLE && !EMBED) WATCH.observe(node);
  }
  return section;
};
const heading = (section, count) => {
  const {node, month} = section, h2 = $('h2', node);
  node.classList.remove('cited');
  h2.replaceChildren(monthHead(month.id) + ' ', el('small', null, counted('count', count)));
};
const GROUP_NAMES = PAGE.enums.group;
// A long month stands in parts; only those near the window hold their rows, the others their likely height.
const PART = WHOLE || EMBED ? Infinity : 40;
const hold = (node, height, ...inside) => { node.replaceChildren(...inside); node.style.minHeight = height + 'px'; };
const drawPart = list => hold(list, 0, ...datedRows(list.hits));
const partOf = (name, hits, now) => {
  const list = el('ol', {class: name});
  list.hits = hits;
  if (now) drawPart(list); else hold(list, hits.length * 64);
  if (PART < 99) WATCH.observe(list);
  return list;
};
const fill = section => {
  const {node, month} = section, inside = [];
  let left = section.limit;
  hitsOf(month).forEach((hits, g) => {
    hits = hits.slice(0, left); left -= hits.length;
    if (hits.length && g && month.year !== 'XXXX') inside.push(el('h3', null, w('group.' + GROUP_NAMES[g])));
    for (let k = 0; k < hits.length; k += PART) inside.push(partOf(GROUP_NAMES[g], hits.slice(k, k + PART), !k || PRINTING));
  });
  hold(node, 0, node.firstChild, ...inside);
  section.filled = true; section.round = ROUND;
};
const empty = (section, height) => {
  hold(section.node, height || countOf(section.month) * 64 + 64, section.node.firstChild);
  section.filled = false;
};
const ready = section => need(YEAR[section.month.year]);
const rowOf = uid => document.getElementById('e-' + uid);
const WATCH = new IntersectionObserver(async facts => {
  for (const {target, isIntersecting, boundingClientRect: {height}} of facts) {
    const {hits} = target, section = SECTIONS.get(target.id.slice(1)), leave = !isIntersecting && !PRINTING && !target.contains(document.activeElement);
    if (hits) { if (leave) hold(target, height); else if (!target.firstChild) drawPart(target); }
    if (!section) continue;
    section.near = isIntersecting;
    if (leave && section.filled) empty(section, height);
    if (!isIntersecting || section.filled && section.round === ROUND) continue;
    try { await ready(section); } catch (fault) { tell(w('failed', {name: fault.message})); continue; }
    if (section.near) fill(section);
  }
}, {rootMargin: '800px 0px'});
// Every month with something wanted gets its section; those that stand empty are given their likely height.
const drawList = () => {
  const shown = []; let left = LIMIT;
  for (const month of monthsInOrder()) {
    const count = countOf(month);
    if (!count || left <= 0) continue;
    const section = sectionOf(month);
    section.limit = Math.min(left, count); left -= count;
    heading(section, count);
    shown.push(section);
  }
  const nothing = $('#nothing');
  LIST.replaceChildren(...shown.map(section => section.node), nothing);
  for (const section of shown) {
    if (WHOLE || EMBED || PRINTING || (section.near && YEAR[section.month.year].ready)) fill(section);
    else empty(section);
  }
  nothing.hidden = shown.length > 0;
  nothing.textContent = w('none') + w('none.hint');
  if (EMBED) drawMore(Math.max(0, -left));
};
const removeAll = nodes => nodes.forEach(node => node.remove());
// Rows that came with the page and are not listed yet, and what they leave empty.
const prune = root => { removeAll($$('li.mention', root)); removeAll($$('h3:has(+ :empty), ol:empty', root)); };
// At the first drawing the rows that came with the page stay as they are.
const drawFirst = () => {
  // In a whole page the rows stand in the order of the columns.
  if (WHOLE) NODES.push(...$$('li', LIST));
  const served = new Map($$('section', LIST).map(node => [node.id.slice(1), $$('li', node).length])), missing = [];
  for (const month of MONTHS) {
    if (!countOf(month)) { $('#m' + month.id)?.remove(); continue; }
    const section = sectionOf(month);
    section.limit = Infinity;
    if (served.get(month.id) === month.n && (!month.cited || WHOLE)) { section.filled = true; section.round = ROUND; prune(section.node); continue; }
    if (!$('h2', section.node).textContent) heading(section, countOf(month));
    if (!section.node.isConnected) missing.push(section.node);
    if (!served.has(month.id)) empty(section); else section.round = -1;
  }
  $('#nothing').before(...missing);
};
// In a frame the rows that came with the page are cut to the first few; no column is read for that.
const drawFrame = () => {
  const rows = $$('li:not(.mention)', LIST);
  removeAll(rows.slice(LIMIT)); prune(LIST);
  removeAll($$('section:not(:has(li))', LIST));
  drawMore(countAll() - Math.min(rows.length, LIMIT));
};
const drawMore = left => {
  const button = $('#more-rows');
  $('#more').hidden = !PAGE.base && !left;
  button.hidden = !left;
  button.textContent = w('emb.more', {n: Math.min(left, EMBED_STEP)});
  $('#more a').href = whole();
};
const whole = () => pageAddress() + fragment({...STATE, e: ''});
const toWindow = node => { const {top, bottom} = node.getBoundingClientRect(); if (top < 60 || bottom > innerHeight) node.scrollIntoView({block: 'center'}); };
const ensure = async section => { if (!section.filled) { await ready(section); fill(section); } };
// Bring an event's row into the window; its month is filled first.
const reveal = async (i, focus) => {
  const section = sectionOf(monthAt(i));
  if (!section.node.isConnected) return;
  await ensure(section);
  $$('ol', section.node).filter(list => list.hits?.includes(i) && !list.firstChild).map(drawPart);
  const node = rowOf(eventAt(i).uid);
  if (!node) return;
  toWindow(node);
  if (focus) $('a', node).focus({preventScroll: true});
};
const showMonth = async id => {
  const section = SECTIONS.get(id);
  if (!section?.node.isConnected) return;
  await ensure(section);
  section.node.scrollIntoView();
  const h2 = $('h2', section.node);
  h2.tabIndex = -1; h2.focus({preventScroll: true});
};
const neighbour = (i, step) => {
  const hits = allHits(), at = hits.indexOf(i);
  return at < 0 ? hits[0] : hits[at + step];
};
