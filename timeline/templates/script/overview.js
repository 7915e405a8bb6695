// The tables above the list: counts by year and month, and lanes by type, person, place or body.
const shade = (n, most) => n ? Math.min(5, Math.max(1, Math.ceil(5 * Math.sqrt(n / most)))) : 0;
const refill = (table, ...lines) => {
  const focus = table.contains(document.activeElement) && document.activeElement.dataset.key;
  $('tbody', table).replaceChildren(...lines);
  rove(table);
  if (focus) $(`[data-key="${CSS.escape(focus)}"]`, table)?.focus();
};
const drawTable = () => {
  const counts = new Map(MONTHS.map(month => [month.id, countOf(month)]));
  const years = YEARS.filter(year => year.id !== 'XXXX'), rest = years.some(year => year.months.some(month => month.id.endsWith('-00') && month.n > month.cited));
  const most = Math.max(1, ...MONTHS.filter(month => !month.id.endsWith('-00')).map(month => counts.get(month.id)));
  const order = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ...(rest ? [0] : [])];
  const head = m => el('th', {scope: 'col'}, m ? w('table.month', {m, month: monthName(m)}) : w('table.rest'));
  $('#table thead tr').replaceChildren(el('th', {scope: 'col', 'data-word': 'table.year'}, w('table.year')), ...order.map(head));
  refill($('#table'), ...years.filter(year => year.months.some(month => counts.get(month.id) || (!EMBED && month.n > month.cited))).map(year => el('tr', {'data-year': year.id}, el('th', {scope: 'row'}, year.id), order.map(m => {
    const id = year.id + '-' + two(m), n = counts.get(id);
    if (!n) return el('td');
    const label = w(m ? 'cell' : 'cell.rest', {y: year.id, m, month: m ? monthName(m) : '', n});
    return el('td', {class: 'h' + shade(n, most) + (EMBED && STATE.since && id.startsWith(STATE.since) ? ' here' : '')}, el('a', {href: '#m' + id, 'aria-label': label, 'data-key': id}, String(n)));
  }))));
};
const LANES = 12;
// Counts by value and by column: years, or the months of the one year looked at.
const laneCounts = (name, year) => {
  const sums = new Map(), cells = new Map();
  let column = 0;
  const count = n => { sums.set(n, (sums.get(n) || 0) + 1); const key = n * 10000 + column; cells.set(key, (cells.get(key) || 0) + 1); };
  for (const month of MONTHS) {
    if (month.year === 'XXXX' || (year && month.year !== year)) continue;
    const from = YEAR[month.year], fails = failures(from);
    column = year ? +month.id.slice(5) : +month.year;
    for (let k = month.start - from.start, end = k + month.n; k < end; k++) {
      if (fails[k]) continue;
      if (name === 'person') for (let p = from.peopleAt[k] * 3; p < from.peopleAt[k + 1] * 3; p += 3) count(from.people[p]);
      else if (name === 'organization') for (let b = from.bodiesAt[k] * 2; b < from.bodiesAt[k + 1] * 2; b += 2) count(from.bodies[b]);
      else if (name === 'type') count(from.type[k]);
      else if (from.place[k] >= 0) count(from.place[k]);
    }
  }
  return {sums, cells};
};
const oneYear = state => { const a = /^\d{4}/.exec(state.since), b = /^\d{4}/.exec(state.until); return a && b && a[0] === b[0] ? a[0] : ''; };
const drawLanes = () => {
  const name = STATE.lane, year = oneYear(STATE), {sums, cells} = laneCounts(name, year);
  const columns = year ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0].filter(m => MONTHS.some(month => month.id === year + '-' + two(m)) || m) : YEARS.map(one => one.id).filter(id => id !== 'XXXX').reverse();
  const ranked = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]), shown = ranked.slice(0, LANES).map(([n]) => n);
  const most = Math.max(1, ...shown.flatMap(n => columns.map(column => cells.get(n * 10000 + +column) || 0)));
  $('#lanes-name').textContent = w('lanes.by', {name: w(name)});
  for (const button of $$('#lanes-by button')) button.setAttribute('aria-pressed', String(button.dataset.lane === name));
  $('#lanes thead tr').replaceChildren(el('td', null, year ? el('a', {href: '#', 'data-key': 'back', click: halt(() => go({since: '', until: ''}))}, '‹ ' + year, el('span', {class: 'away'}, ' ' + w('lanes.back'))) : null), ...columns.map(column => laneHead(column, year)));
  const lines = shown.map(n => {
    const text = valueName(name, n), words = valueWords(name, text);
    return el('tr', null, el('th', {scope: 'row'}, el('a', {href: '#', title: words, class: name === 'type' ? 'type ' + text : null, 'data-key': 'lane ' + text, click: halt(() => toggle(name, text))}, words)), columns.map(column => laneCell(name, text, words, column, year, cells.get(n * 10000 + +column) || 0, most)));
  });
  if (ranked.length > LANES) lines.push(el('tr', null, el('th', {scope: 'row', colspan: columns.length + 1}, w('lanes.rest', {n: ranked.length - LANES}))));
  refill($('#lanes'), ...lines);
};
const laneHead = (column, year) => {
  const days = year ? year + '-' + two(column) : column, words = year ? (column ? w('table.month', {m: column, month: monthName(column)}) : w('table.rest')) : column;
  return el('th', {scope: 'col'}, year ? words : el('a', {href: '#', 'data-key': 'column ' + column, click: halt(() => go({since: days, until: days}))}, words));
};
const laneCell = (name, text, words, column, year, n, most) => {
  if (!n) return el('td');
  const label = year ? w('cell.lane.month', {name: words, y: year, m: column, month: column ? monthName(column) : '', n}) : w('cell.lane', {name: words, y: column, n});
  const days = year ? column ? year + '-' + two(column) : year : column;
  return el('td', {class: 'h' + shade(n, most)}, el('a', {href: '#', 'aria-label': label, 'data-key': text + ' ' + column, click: halt(() => go({[name]: [text], since: days, until: days}))}, String(n)));
};
const halt = act => fact => { fact.preventDefault(); act(); };
// One Tab stop a table; the arrows move inside it.
const rove = table => { $$('a', table).forEach((link, k) => { link.tabIndex = k ? -1 : 0; }); };
const move = (table, fact) => {
  const cell = fact.target.closest('td, th'), line = cell?.parentElement, lines = $$('tr', table), column = [...line.children].indexOf(cell);
  const jump = {ArrowUp: -1, ArrowDown: 1, PageUp: -1, PageDown: 1}[fact.key];
  let goal = null;
  if (jump) for (let k = lines.indexOf(line) + jump; lines[k] && !goal; k += jump) goal = $('a', lines[k].children[column] || lines[k]);
  else if (fact.key === 'Home') goal = $('a', line);
  else if (fact.key === 'End') goal = $$('a', line).pop();
  else if (fact.key === 'ArrowLeft' || fact.key === 'ArrowRight') { const links = $$('a', table); goal = links[links.indexOf(fact.target) + (fact.key === 'ArrowRight' ? 1 : -1)]; }
  else return;
  fact.preventDefault();
  if (!goal) return;
  for (const link of $$('a', table)) link.tabIndex = -1;
  goal.tabIndex = 0; goal.focus();
};
