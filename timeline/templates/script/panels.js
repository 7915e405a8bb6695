// The four panels behind the buttons at the top.
const PANEL = $('#panel');
const copyText = async text => {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* the old way, for pages that are not served */ }
  const area = el('textarea', null, text);
  (PANEL.open ? PANEL : document.body).append(area); area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
};
const copier = (word, text) => {
  const button = el('button', {type: 'button', 'aria-live': 'polite'}, w(word));
  button.addEventListener('click', async () => { button.textContent = w(await copyText(text()) ? 'copied' : 'copy.failed'); setTimeout(() => { button.textContent = w(word); }, 2000); });
  return button;
};
const field = (text, rows) => {
  const area = el('textarea', {readonly: true, rows: rows || 2, spellcheck: 'false', 'aria-label': w('copy')}, text);
  area.addEventListener('focus', () => area.select());
  return el('div', {class: 'field'}, area, copier('copy', () => area.value));
};
const quoted = text => text.replace(/[&"<>]/g, sign => '&#' + sign.charCodeAt(0) + ';');
const embedAddress = address => {
  if (!PAGE.embed) address.searchParams.set('embed', 1);
  address.hash = fragment({...STATE, e: '', m: ''});
  return address.href;
};
const embedPanel = () => {
  const blanks = {src: embedAddress(placed(PAGE.embed)), title: PAGE.title, page: whole(), script: placed('embed.js').href};
  for (const name in blanks) blanks[name] = quoted(blanks[name]);
  return [el('p', null, w('emb.what', {what: described()})), online(placed()) ? null : el('p', {class: 'note'}, w('emb.offline')),
    el('p', null, w('emb.element')), field(filled(PAGE.codes.element, blanks), 3), el('p', null, w('emb.frame')), field(filled(PAGE.codes.frame, blanks), 3),
    $('link[type="application/json+oembed"]') ? [el('p', null, w('emb.oembed')), field(whole().split('#')[0])] : null,
    el('p', null, w('emb.preview')), el('iframe', {src: embedAddress(new URL(PAGE.embed, location.href)), title: w('emb.preview'), loading: 'lazy'})].flat();
};
const exportPanel = () => {
  const make = (word, ending, type, write) => el('button', {type: 'button', 'data-export': ending, click: async () => save(feedName().slice(0, 40) + '.' + ending, type, write(await gather()))}, w(word));
  return [el('p', null, w('exp.what', {what: described()})), el('div', {class: 'bar'}, make('exp.csv', 'csv', 'text/csv', csv), make('exp.json', 'json', 'application/json', pairs => JSON.stringify(pairs.map(bare), null, 1)),
    make('exp.ics', 'ics', 'text/calendar', calendar), make('exp.md', 'md', 'text/markdown', markdown)), el('p', {class: 'note'}, w('exp.ics.note'))];
};
const citePanel = () => {
  const today = new Date().toISOString().slice(0, 10), address = pageAddress() + fragment({...STATE, e: ''}), name = feedName();
  return [el('p', null, w('cite.gbt')), field(`${name}[DB/OL]. [${today}]. ${address}.`), el('p', null, w('cite.plain')), field(`${name}. ${address} (${w('cite.accessed')} ${today})`)];
};
const keysPanel = () => w('keys.list').split(' · ').map(one => el('p', null, one));
const PANELS = {subscribe: subscribePanel, embed: embedPanel, export: exportPanel, cite: citePanel, keys: keysPanel};
const openPanel = async name => {
  await needAll();
  PANEL.replaceChildren(el('div', null, el('div', {class: 'bar'}, el('h2', {id: 'panel-title'}, w(name === 'cite' ? 'cite.page' : name)), el('button', {type: 'button', class: 'close', 'aria-label': w('close'), click: () => PANEL.close()}, '×')), ...PANELS[name]().filter(Boolean)));
  if (!PANEL.open) PANEL.showModal();
};
const listenPanels = () => {
  for (const name of ['subscribe', 'embed', 'export', 'cite']) $('#open-' + name).addEventListener('click', () => openPanel(name));
  PANEL.addEventListener('click', fact => { if (fact.target === PANEL) PANEL.close(); });
  PANEL.addEventListener('close', () => PANEL.replaceChildren());
};
