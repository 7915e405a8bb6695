// The tables above the list: counts by year and month, and lanes by type, person, place or body.
const shade = (n, most) => n ? Math.min(5, Math.max(1, Math.ceil(5 * Math.sqrt(n / most)))) : 0;
const refill = (table, ...lines) => {
  const focus = table.contains(document.activeElement) && document.activeElement.dataset.key;
  $('tbody', table).replaceChildren(...lines);
  rove(table);
  if (focus) $(`[data-key="${CSS.escape(focus)}"]`, table)?.focus();
};
const TWELVE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const known = list => list.filter(one => one.id < 'X');
const headCell = (text, traits) => el('th', {scope: 'col', ...traits}, text);
const columnName = m => m ? w('table.month', {m, month: monthName(m)}) : w('table.rest');
// A count on its shade, as a link that is heard in full.
const heat = (n, most, label, traits, here) => n ? el('td', {class: 'h' + shade(n, most) + (here ? ' here' : '')}, el('a', {'aria-label': label, ...traits}, n)) : el('td');
// What a link changes in the view when it is followed; the click is heard in one place.
const leads = (change, key) => ({href: '#', 'data-go': JSON.stringify(change), 'data-key': key});
const drawTable = () => {
  const months = known(MONTHS), rest = months.some(month => !month.m && month.n > month.cited), order = rest ? [...TWELVE, 0] : TWELVE;
  const most = Math.max(1, ...months.map(month => month.m && countOf(month)));
  const row = year => el('tr', {'data-year': year.id}, el('th', {scope: 'row'}, year.id), order.map(m => {
    const month = year.months.find(one => one.m === m), n = month && countOf(month);
    return heat(n, most, n && w(m ? 'cell' : 'cell.rest', {y: year.id, m, month: monthName(m), n}), n && {href: '#m' + month.id, 'data-key': month.id}, EMBED && STATE.since && n && month.id.startsWith(STATE.since));
  }));
  $('#table thead tr').replaceChildren(headCell(w('table.year'), {'data-word': 'table.year'}), ...order.map(m => headCell(columnName(m))));
  refill($('#table'), ...known(YEARS).filter(year => year.months.some(month => countOf(month) || (!EMBED && month.n > month.cited))).map(row));
};
const LANES = 12;
const oneYear = state => { const a = state.since.slice(0, 4); return /^\d{4}/.test(a) && a === state.until.slice(0, 4) ? a : ''; };
// Counts by value and by column: years, or the months of the one year looked at.
const drawLanes = () => {
  const name = STATE.lane, year = oneYear(STATE), sums = new Map(), cells = new Map();
  for (const month of known(MONTHS)) if (!year || month.year === year) {
    const from = YEAR[month.year], start = month.start - from.start, column = year ? month.m : +month.year;
    eachValue(from, name, start, start + month.n, 0, n => { raise(sums, n); raise(cells, n * 1e4 + column); });
  }
  const columns = year ? [...TWELVE, ...(YEAR[year]?.months.some(month => !month.m) ? [0] : [])] : known(YEARS).map(one => +one.id).reverse();
  const days = column => { const text = year ? column ? year + '-' + two(column) : year : String(column); return {since: text, until: text}; };
  const count = (n, column) => cells.get(n * 1e4 + column) || 0, ranked = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([n]) => n), shown = ranked.slice(0, LANES);
  const most = Math.max(1, ...shown.flatMap(n => columns.map(column => count(n, column))));
  const lane = n => {
    const text = valueName(name, n), words = valueWords(name, text);
    return el('tr', null, el('th', {scope: 'row'}, el('a', {title: words, class: name === 'type' && 'type ' + text, ...leads({[name]: toggled(name, text)}, 'lane ' + text)}, words)), columns.map(column => {
      const n1 = count(n, column), blanks = {name: words, y: year || column, m: column, month: monthName(column), n: n1};
      return heat(n1, most, n1 && w(year ? 'cell.lane.month' : 'cell.lane', blanks), leads({[name]: [text], ...days(column)}, text + ' ' + column));
    }));
  };
  const lines = shown.map(lane), more = ranked.length - LANES;
  if (more > 0) lines.push(el('tr', null, el('th', {scope: 'row', colspan: columns.length + 1}, w('lanes.rest', {n: more}))));
  $('#lanes-name').textContent = w('lanes.by', {name: w(name)});
  for (const button of $$('#lanes-by button')) button.setAttribute('aria-pressed', button.dataset.lane === name);
  $('#lanes thead tr').replaceChildren(el('td', null, year && el('a', leads({since: '', until: ''}, 'back'), '‹ ' + year, el('span', {class: 'away'}, ' ' + w('lanes.back')))),
    ...columns.map(column => headCell(year ? columnName(column) : el('a', leads(days(column), 'column ' + column), column))));
  refill($('#lanes'), ...lines);
};
// One Tab stop a table; the arrows move inside it.
const rove = table => { $$('a', table).forEach((link, k) => { link.tabIndex = k ? -1 : 0; }); };
const move = (table, fact) => {
  const cell = fact.target.closest('td, th'), line = cell.parentElement, lines = $$('tr', table), column = [...line.children].indexOf(cell);
  const {key} = fact, jump = {ArrowUp: -1, ArrowDown: 1, PageUp: -1, PageDown: 1}[key], aside = {ArrowLeft: -1, ArrowRight: 1}[key], links = $$('a', table);
  let goal = key === 'Home' ? $('a', line) : key === 'End' && $$('a', line).pop();
  if (jump) for (let k = lines.indexOf(line) + jump; lines[k] && !goal; k += jump) goal = $('a', lines[k].children[column] || lines[k]);
  if (aside) goal = links[links.indexOf(fact.target) + aside];
  if (jump || aside || goal) fact.preventDefault();
  if (!goal) return;
  for (const link of links) link.tabIndex = -1;
  goal.tabIndex = 0; goal.focus();
};
