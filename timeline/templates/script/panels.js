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
const copier = (word, text) => button(w(word), async ({target}) => { target.textContent = w(await copyText(text()) ? 'copied' : 'copy.failed'); setTimeout(() => { target.textContent = w(word); }, 2000); }, {'aria-live': 'polite'});
const field = (text, rows) => {
  const area = el('textarea', {readonly: true, rows: rows || 2, spellcheck: 'false', 'aria-label': w('copy'), focus: () => area.select()}, text);
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
  return [say('emb.what', {what: described()}), online(placed()) ? null : say('emb.offline', null, NOTE),
    say('emb.element'), field(filled(PAGE.codes.element, blanks), 3), say('emb.frame'), field(filled(PAGE.codes.frame, blanks), 3),
    $('link[type="application/json+oembed"]') ? [say('emb.oembed'), field(whole().split('#')[0])] : null,
    say('emb.preview'), el('iframe', {src: embedAddress(new URL(PAGE.embed, location.href)), title: w('emb.preview'), loading: 'lazy'})].flat();
};
const NOTE = {class: 'note'};
const saver = (word, ending, write) => button(w(word), async () => save(feedName().slice(0, 40), ending, write(await gather())), {'data-export': ending});
const exportPanel = () => [say('exp.what', {what: described()}), el('div', {class: 'bar'}, saver('exp.csv', 'csv', csv), saver('exp.json', 'json', pairs => JSON.stringify(pairs.map(bare), null, 1)),
    saver('exp.ics', 'ics', calendar), saver('exp.md', 'md', markdown)), say('exp.ics.note', null, NOTE)];
const citePanel = () => {
  const today = new Date().toISOString().slice(0, 10), address = pageAddress() + fragment({...STATE, e: ''}), name = feedName();
  return [say('cite.gbt'), field(`${name}[DB/OL]. [${today}]. ${address}.`), say('cite.plain'), field(`${name}. ${address} (${w('cite.accessed')} ${today})`)];
};
const keysPanel = () => w('keys.list').split(' · ').map(one => el('p', null, one));
const PANELS = {subscribe: subscribePanel, embed: embedPanel, export: exportPanel, cite: citePanel, keys: keysPanel};
const openPanel = async name => {
  await needAll();
  PANEL.replaceChildren(el('div', null, el('div', {class: 'bar'}, el('h2', {id: 'panel-title'}, w(name === 'cite' ? 'cite.page' : name)), closer(() => PANEL.close())), ...PANELS[name]().filter(Boolean)));
  if (!PANEL.open) PANEL.showModal();
};
const listenPanels = () => {
  on(PANEL, 'click', fact => { if (fact.target === PANEL) PANEL.close(); });
  on(PANEL, 'close', () => PANEL.replaceChildren());
};
