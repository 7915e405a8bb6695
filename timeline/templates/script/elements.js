// Elements are only ever made here, from tag names and text: no markup is parsed.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const el = (tag, traits, ...inside) => {
  const node = document.createElement(tag);
  for (const name in traits) {
    const value = traits[name];
    if (value == null || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...inside.flat().filter(child => child || child === 0));
  return node;
};
// Links out of the page go to the web, to mail or to a calendar, never to script.
const safe = address => { try { return /^(https?|mailto|webcal):$/.test(new URL(address, location.href).protocol) ? address : null; } catch { return null; } };
const outward = (address, text, traits) => el('a', {href: safe(address), target: '_blank', rel: 'noopener', ...traits}, text);
const pause = () => new Promise(done => setTimeout(done));
const idle = () => new Promise(done => window.requestIdleCallback ? requestIdleCallback(done, {timeout: 500}) : setTimeout(done, 50));
const PAGE = JSON.parse($('#page').textContent);
const EMBED = document.documentElement.classList.contains('embed') || new URLSearchParams(location.search).get('embed') === '1';
document.documentElement.classList.toggle('embed', EMBED);
