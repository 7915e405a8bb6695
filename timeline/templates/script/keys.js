// The keyboard, and clicks on rows and months.
const typing = node => node.matches('input:not([type="checkbox"]), select, textarea');
const step = async by => {
  if (OPEN) return walk(by);
  const row = document.activeElement.closest('#list li');
  await needAll();
  const hits = allHits(), at = row ? hits.indexOf(indexOf(row.id.slice(2))) + by : by > 0 ? 0 : -1;
  if (hits[at] !== undefined) await reveal(hits[at], true);
};
const listenKeys = () => {
  on(document, 'keydown', fact => {
    if (fact.ctrlKey || fact.metaKey || fact.altKey) return;
    if (fact.key === 'Escape') {
      const facet = $('.facet[open]');
      if (facet) { facet.open = false; $('summary', facet).focus(); } else if (DRAWER.open && !PANEL.open) { fact.preventDefault(); close(); } else if (document.activeElement === $('#text')) LIST.focus();
      return;
    }
    const act = {'/': () => $('#text').focus(), j: () => step(1), k: () => step(-1), '?': () => openPanel('keys')}[fact.key];
    if (!act || typing(fact.target) || PANEL.open) return;
    fact.preventDefault(); act();
  });
  for (const table of ['#table', '#lanes']) on($(table), 'keydown', fact => { if (fact.target.matches('a')) move($(table), fact); });
  on(LIST, 'click', async fact => {
    const link = fact.target.closest('li > a');
    if (!link || fact.ctrlKey || fact.metaKey || fact.shiftKey || String(getSelection()).length > 1) return;
    fact.preventDefault();
    await need(YEAR[link.closest('section').id.slice(1, 5)]);
    openEvent(indexOf(link.parentElement.id.slice(2)));
  });
  on($('#table'), 'click', fact => {
    const link = fact.target.closest('a');
    if (!link) return;
    fact.preventDefault();
    const month = link.hash.slice(2), days = month.replace(/-00$/, '');
    // A frame is too short to lead anywhere: there a month is a filter, and once more lifts it.
    if (EMBED) return go(STATE.since === days ? {since: '', until: ''} : {since: days, until: days});
    STATE.m = month; writeState(true);
    showMonth(month);
  });
  on(DRAWER, 'cancel', fact => { fact.preventDefault(); close(); });
  on(DRAWER, 'click', fact => { if (fact.target === DRAWER && narrow()) close(); });
};
