// The feed that equals the filter, and the ways to subscribe to it.
const fullDay = (text, last) => { const day = dayOf(text, last); return day === null ? '' : iso(day); };
// Of a static site's feeds the one that is exactly this, if there is one.
const writtenFeed = (state, query) => {
  const year = oneYear(state), keys = [...query].map(pair => pair.join('=')).join('&');
  return state.mentions ? undefined : PAGE.feeds[keys === `since=${year}-01-01&until=${year}-12-31` ? 'year=' + year : keys];
};
// The filter in the words of a feed; `wider` where a feed cannot say all of it.
const feedFor = state => {
  const query = keysOf(state, [...LISTS, 'precision']), terms = words(state.text), plain = terms.find(term => term[0] !== '-');
  const wider = terms[1] || (terms[0] && !(plain && state.quotes));
  if (plain) query.set('text', plain);
  if (state.since) query.set('since', fullDay(state.since));
  if (state.until) query.set('until', fullDay(state.until, true));
  const path = PAGE.feeds ? writtenFeed(state, query) : PAGE.feed, address = path == null ? '' : placed(path);
  if (!address || PAGE.feeds) return {address, wider};
  for (const [name, text] of query) address.searchParams.append(name, text);
  // A feed leaves out what is only cited unless it is asked for.
  if (state.mentions) for (const text of PAGE.enums.salience) address.searchParams.append('salience', text);
  return {address, wider};
};
const feedName = () => filtering(STATE) ? PAGE.title + '·' + described() : PAGE.title;
const online = address => /^https?:/.test(address);
// The feed's address, and what the calendars' own addresses hold of it.
const subscribeValues = () => {
  const {address, wider} = feedFor(STATE), web = online(address) ? String(address) : '', webcal = web.replace(/^https?:/, 'webcal:');
  const offline = PAGE.feed && !online(placed()), [url, name, cid] = [web, feedName(), webcal].map(encodeURIComponent);
  return {address: web, wider, webcal, url, name, cid, offline: !web && offline, none: !web && !offline};
};
