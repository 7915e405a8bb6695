// What opens: panels and the drawer, from the templates of the page.
const PANEL = $('#panel');
// The templates of these names in a dialog, their blanks filled; what lacks a value is left out.
const put = (dialog, values, ...names) => {
  const root = dialog.firstChild;
  root.replaceChildren(...names.map(name => $('#t-' + name).content.cloneNode(true)));
  for (const node of $$('[data-of]', root)) {
    const {of} = node.dataset;
    if (of.match(/\w+(?=})/g).every(blank => values[blank])) node.value = node.href = node.src = filled(of, values);
    else node.remove();
  }
  speak(root, values);
};
// The way to copy that works in pages and frames of every kind, secure or not.
const copy = target => {
  const area = el('textarea', null, target.value || target.previousElementSibling.value);
  target.after(area); area.select();
  target.textContent = w(document.execCommand('copy') ? 'copied' : 'copy.failed');
  area.remove(); target.focus();
  setTimeout(() => speak(target.parentElement), 2000);
};
const quoted = text => text.replace(/[&"<>]/g, sign => '&#' + sign.charCodeAt(0) + ';');
const embedAddress = address => {
  if (!PAGE.embed) address.searchParams.set('embed', 1);
  address.hash = fragment({...STATE, e: '', m: ''});
  return address.href;
};
const embedValues = () => ({
  offline: !online(placed()), preview: embedAddress(new URL(PAGE.embed, location.href)), oembed: whole().split('#')[0],
  src: quoted(embedAddress(placed(PAGE.embed))), title: quoted(PAGE.title), page: quoted(whole()), script: quoted(placed('embed.js').href),
});
const citeValues = () => ({name: feedName(), today: new Date().toISOString().slice(0, 10), address: whole(), accessed: w('cite.accessed')});
const VALUES = {subscribe: subscribeValues, embed: embedValues, cite: citeValues};
const openPanel = async name => {
  await needAll();
  const values = {what: described(), ...VALUES[name]?.()};
  put(PANEL, values, 'panel', name);
  $('h2', PANEL).textContent = w(name === 'cite' ? 'cite.page' : name);
  drawCode(values.address);
  if (!PANEL.open) PANEL.showModal();
};
const listenPanels = () => {
  on(PANEL, 'click', fact => { if (fact.target === PANEL) PANEL.close(); });
  on(PANEL, 'close', () => PANEL.firstChild.replaceChildren());
  on(PANEL, 'focusin', fact => fact.target.select?.());
};
