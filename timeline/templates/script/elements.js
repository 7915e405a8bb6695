// Elements are only ever made here, from tag names and text: no markup is parsed.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const el = (tag, traits, ...inside) => {
  const node = document.createElement(tag);
  for (const name in traits) if (traits[name]) node.setAttribute(name, traits[name]);
  node.append(...inside.flat().filter(Boolean));
  return node;
};
const on = (node, signs, act, options) => { for (const sign of signs.split(' ')) node.addEventListener(sign, act, options); };
// Links out of the page go to the web, to mail or to a calendar, never to script.
const safe = address => { try { return /^(https?|mailto|webcal):$/.test(new URL(address, location.href).protocol) ? address : null; } catch { return null; } };
// What is not empty, in one line.
const joined = (parts, between = ' ') => parts.filter(Boolean).join(between);
const idle = () => new Promise(done => (window.requestIdleCallback || setTimeout)(done, {timeout: 500}));
const PAGE = JSON.parse($('#page').textContent);
// What the address asks a server for, and where the page is to be found.
const ASKED = new URLSearchParams(location.search);
const placed = (path = '') => new URL(path, new URL(PAGE.base || location.href, location.href));
const EMBED = document.documentElement.classList.contains('embed') || ASKED.get('embed') === '1';
document.documentElement.classList.toggle('embed', EMBED);
