// The controls of the filter, and their chips.
const MOST_CHOICES = 60;
const drawChoices = facet => {
  const name = facet.id.slice(6), box = $('.choices', facet), counts = facetCounts(name), chosen = new Set(STATE[name]);
  const values = PAGE.enums[name] ? PAGE.enums[name].map((_, n) => n) : KNOWN[name].list.map((_, n) => n);
  const ranked = values.filter(n => valueName(name, n)).sort((a, b) => chosen.has(valueName(name, b)) - chosen.has(valueName(name, a)) || (counts.get(b) || 0) - (counts.get(a) || 0) || a - b);
  let finder = $('input[type="search"]', box);
  if (!finder && ranked.length > 20) finder = el('input', {type: 'search', 'aria-label': w('narrow'), placeholder: w('narrow'), input: () => drawChoices(facet)});
  const term = flat(finder?.value || ''), fit = term ? ranked.filter(n => flat(valueWords(name, valueName(name, n))).includes(term)) : ranked;
  const focus = box.contains(document.activeElement) && document.activeElement.value;
  const items = fit.slice(0, MOST_CHOICES).map(n => {
    const text = valueName(name, n), count = counts.get(n) || 0;
    return el('label', {class: count ? null : 'none'}, el('input', {type: 'checkbox', value: text, checked: chosen.has(text), change: () => toggle(name, text)}), el('span', {class: name === 'type' ? 'type ' + text : null}, valueWords(name, text)), el('span', {class: 'count'}, String(count)));
  });
  if (fit.length > MOST_CHOICES) items.push(el('p', null, w('narrow.more', {n: grouped(fit.length - MOST_CHOICES)})));
  if (finder && finder.parentElement === box) { while (finder.nextSibling) finder.nextSibling.remove(); box.append(...items); } else box.replaceChildren(...(finder ? [finder] : []), ...items);
  if (focus && document.activeElement.value !== focus) $$('input[type="checkbox"]', box).find(input => input.value === focus)?.focus();
};
const drawControls = () => {
  for (const name of ['text', 'since', 'until', 'precision']) { const field = $('#' + name); if (field !== document.activeElement || field.value !== STATE[name]) field.value = STATE[name]; }
  $('#quotes').checked = !!STATE.quotes; $('#mentions').checked = !!STATE.mentions;
  for (const facet of $$('.facet')) { facet.classList.toggle('on', STATE[facet.id.slice(6)].length > 0); if (facet.open) drawChoices(facet); }
  const said = conditions(STATE);
  $('#chips').replaceChildren(...said.map(one => el('li', null, el('button', {type: 'button', lang: one.name === 'type' ? null : 'zh', 'aria-label': w('remove', {name: one.words}), click: () => drop(one)}, one.words))));
  $('#clear').hidden = !filtering(STATE);
  $('#filter-count').textContent = said.length ? String(said.length) : '';
  $('#sort').textContent = w(STATE.sort ? 'sort.asc' : 'sort.desc');
  $('#printed').textContent = filtering(STATE) ? w('print.filter', {what: described()}) : '';
};
const drop = one => {
  go(LISTS.includes(one.name) ? {[one.name]: STATE[one.name].filter(text => text !== one.text)} : {[one.name]: SINGLE[one.name]});
  ($('#chips button') || $('#text')).focus();
};
const toggle = (name, text, only) => go({[name]: only ? [text] : STATE[name].includes(text) ? STATE[name].filter(one => one !== text) : [...STATE[name], text]});
const tell = text => { $('#found').textContent = text; };
const tellCount = () => {
  const n = countAll(), all = TOTAL - MONTHS.reduce((sum, month) => sum + month.cited, 0);
  tell(filtering(STATE) ? w('status.some', {n: grouped(n), all: grouped(Math.max(all, n))}) : counted('status.all', n));
};
const listen = () => {
  let typing;
  $('#text').addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(() => go({text: $('#text').value.trim()}, 'type'), 90); });
  for (const name of ['since', 'until']) $('#' + name).addEventListener('change', fact => {
    const bad = fact.target.value && dayOf(fact.target.value) === null;
    fact.target.setAttribute('aria-invalid', String(!!bad));
    if (!bad) go({[name]: fact.target.value.trim()});
  });
  $('#precision').addEventListener('change', fact => go({precision: fact.target.value}));
  for (const name of ['quotes', 'mentions']) $('#' + name).addEventListener('change', fact => go({[name]: fact.target.checked ? '1' : ''}));
  $('#clear').addEventListener('click', () => { const clean = blank(); go(Object.fromEntries(FILTERS.map(name => [name, clean[name]]))); $('#text').focus(); });
  $('#sort').addEventListener('click', () => go({sort: STATE.sort ? '' : 'asc'}));
  $('#filters').addEventListener('submit', fact => fact.preventDefault());
  for (const facet of $$('.facet')) facet.addEventListener('toggle', async () => {
    if (!facet.open) return;
    for (const other of $$('.facet[open]')) if (other !== facet) other.open = false;
    await needAll();
    drawChoices(facet);
  });
  document.addEventListener('click', fact => { for (const facet of $$('.facet[open]')) if (!facet.contains(fact.target) && fact.target.isConnected) facet.open = false; });
  for (const button of $$('#lanes-by button')) button.addEventListener('click', () => go({lane: button.dataset.lane}));
  $('#language').addEventListener('change', fact => go({lang: fact.target.value}));
};
