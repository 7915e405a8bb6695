// The controls of the filter, and their chips.
const MOST_CHOICES = 60;
const drawChoices = facet => {
  const name = facet.id.slice(6), box = $('.choices', facet), counts = facetCounts(name), chosen = new Set(STATE[name]);
  const chose = n => chosen.has(valueName(name, n)), all = PAGE.enums[name] || KNOWN[name].list;
  const ranked = [...all.keys()].filter(n => all[n]).sort((a, b) => chose(b) - chose(a) || (counts.get(b) || 0) - (counts.get(a) || 0) || a - b);
  let finder = $('input[type="search"]', box);
  if (!finder && ranked.length > 20) { finder = el('input', {type: 'search', 'aria-label': w('narrow'), placeholder: w('narrow')}); on(finder, 'input', () => drawChoices(facet)); }
  const term = flat(finder?.value || ''), fit = term ? ranked.filter(n => flat(valueWords(name, valueName(name, n))).includes(term)) : ranked;
  const focus = box.contains(document.activeElement) && document.activeElement.value;
  const items = fit.slice(0, MOST_CHOICES).map(n => {
    const text = valueName(name, n), count = counts.get(n) || 0;
    return el('label', {class: !count && 'none'}, el('input', {type: 'checkbox', value: text, checked: chosen.has(text), 'data-name': name}), el('span', {class: name === 'type' && 'type ' + text}, valueWords(name, text)), el('span', {class: 'count'}, String(count)));
  });
  if (fit.length > MOST_CHOICES) items.push(el('p', null, w('narrow.more', {n: grouped(fit.length - MOST_CHOICES)})));
  if (finder && finder.parentElement === box) { while (finder.nextSibling) finder.nextSibling.remove(); box.append(...items); } else box.replaceChildren(...(finder ? [finder] : []), ...items);
  if (focus && document.activeElement.value !== focus) $$('input[type="checkbox"]', box).find(input => input.value === focus)?.focus();
};
const drawControls = () => {
  for (const name of ['text', 'since', 'until', 'precision']) { const field = $('#' + name); if (field !== document.activeElement || field.value !== STATE[name]) field.value = STATE[name]; }
  for (const name of ['quotes', 'mentions']) $('#' + name).checked = STATE[name];
  for (const facet of $$('.facet')) { facet.classList.toggle('on', STATE[facet.id.slice(6)].length > 0); if (facet.open) drawChoices(facet); }
  const said = conditions(STATE);
  $('#chips').replaceChildren(...said.map(one => el('li', null, el('button', {type: 'button', lang: one.name !== 'type' && 'zh', 'aria-label': w('remove', {name: one.words}), 'data-go': JSON.stringify({[one.name]: LISTS.includes(one.name) ? toggled(one.name, one.text) : SINGLE[one.name]})}, one.words))));
  $('#clear').hidden = !filtering(STATE);
  $('#filter-count').textContent = said.length || '';
  $('#sort').textContent = w(STATE.sort ? 'sort.asc' : 'sort.desc');
  $('#printed').textContent = joined([online(placed()) && pageAddress(), filtering(STATE) && w('print.filter', {what: described()})], w('between'));
};
const toggled = (name, text) => STATE[name].includes(text) ? STATE[name].filter(one => one !== text) : [...STATE[name], text];
const tell = text => { $('#found').textContent = text; };
const tellCount = () => {
  const n = countAll(), all = TOTAL - MONTHS.reduce((sum, month) => sum + month.cited, 0);
  tell(filtering(STATE) ? w('status.some', {n: grouped(n), all: grouped(Math.max(all, n))}) : counted('status.all', n));
};
const ACTS = {
  sort: () => go({sort: STATE.sort ? '' : 'asc'}),
  previous: () => walk(-1),
  next: () => walk(1),
  close: () => close(),
  shut: () => PANEL.close(),
  'more-rows': async () => { LIMIT += EMBED_STEP; await needAll(); drawList(); },
  clear: () => { const {sort, lane, lang, theme, m, e, ...clean} = blank(); go(clean); $('#text').focus(); },
};
// A link or chip says what it changes; where it is gone afterwards the next chip has the focus.
const follow = goal => {
  const change = JSON.parse(goal.dataset.go), chip = goal.closest('#chips');
  if ('e' in change) close(true);
  go(change);
  if (chip) ($('button', chip) || $('#text')).focus();
};
const listen = () => {
  let typing;
  const form = $('#filters'), open = () => $$('.facet[open]');
  on($('#text'), 'input', ({target}) => { clearTimeout(typing); typing = setTimeout(() => go({text: target.value.trim()}, 'type'), 60); });
  on(document, 'change', ({target}) => {
    const {id, value, checked, dataset: {name}} = target, day = id === 'since' || id === 'until', bad = day && value && dayOf(value) === null;
    if (day) target.setAttribute('aria-invalid', !!bad);
    if (name) go({[name]: toggled(name, value)});
    else if (id === 'language') go({lang: value});
    else if (id in SINGLE && id !== 'text' && !bad) go({[id]: target.type === 'checkbox' ? checked ? '1' : '' : value.trim()});
  });
  on(form, 'submit', fact => fact.preventDefault());
  on(form, 'toggle', async ({target: facet}) => {
    if (!facet.matches('.facet[open]')) return;
    for (const other of open()) if (other !== facet) other.open = false;
    await needAll();
    drawChoices(facet);
  }, true);
  on(document, 'click', fact => {
    const {target} = fact, goal = target.closest('[data-go]'), {lane, export: ending} = target.dataset, [, panel] = target.id.split('open-');
    for (const facet of open()) if (!facet.contains(target) && target.isConnected) facet.open = false;
    if (goal) { fact.preventDefault(); follow(goal); }
    if (lane) go({lane});
    ACTS[target.id]?.();
    if (panel) openPanel(panel);
    if (ending) download(ending, DRAWER.contains(target));
    if ('copy' in target.dataset) copy(target);
  });
};
