// Elements are only ever made here, from tag names and text: no markup is parsed.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const el = (tag, traits, ...inside) => {
  const node = /^(svg|path)$/.test(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const name in traits) {
    const value = traits[name];
    if (value == null || value === false) continue;
    if (typeof value === 'function') on(node, name, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...inside.flat().filter(child => child || child === 0));
  return node;
};
const button = (text, click, traits) => el('button', {type: 'button', click, ...traits}, text);
const closer = close => button('×', close, {class: 'close', 'aria-label': w('close')});
const say = (phrase, blanks, traits) => el('p', traits, w(phrase, blanks));
const on = (node, signs, act, options) => { for (const sign of signs.split(' ')) node.addEventListener(sign, act, options); };
// Links out of the page go to the web, to mail or to a calendar, never to script.
const safe = address => { try { return /^(https?|mailto|webcal):$/.test(new URL(address, location.href).protocol) ? address : null; } catch { return null; } };
const outward = (address, text, traits) => el('a', {href: safe(address), target: '_blank', rel: 'noopener', ...traits}, text);
const idle = () => new Promise(done => (window.requestIdleCallback || setTimeout)(done, {timeout: 500}));
const PAGE = JSON.parse($('#page').textContent);
// What the address asks a server for, and where the page is to be found.
const ASKED = new URLSearchParams(location.search);
const placed = (path = '') => new URL(path, new URL(PAGE.base || location.href, location.href));
const EMBED = document.documentElement.classList.contains('embed') || ASKED.get('embed') === '1';
document.documentElement.classList.toggle('embed', EMBED);
