// The feed that equals the filter, and the ways to subscribe to it.
const fullDay = (text, last) => { const day = dayOf(text, last); return day === null ? '' : iso(day); };
// The filter in the words of a feed; `wider` where a feed cannot say all of it.
const feedQuery = state => {
  const query = new URLSearchParams(), terms = words(state.text), plain = terms.filter(term => term[0] !== '-');
  for (const name of LISTS) for (const text of state[name]) query.append(name, text);
  if (plain.length) query.set('text', plain[0]);
  if (state.since) query.set('since', fullDay(state.since));
  if (state.until) query.set('until', fullDay(state.until, true));
  if (state.precision !== 'all') query.set('precision', state.precision);
  return {query, wider: terms.length > 1 || (terms.length === 1 && (!plain.length || !state.quotes))};
};
// Of a static site's feeds the one that is exactly this, if there is one.
const writtenFeed = (state, query) => {
  const year = oneYear(state), keys = [...query].map(pair => pair.join('=')).join('&');
  return state.mentions ? undefined : PAGE.feeds[keys === `since=${year}-01-01&until=${year}-12-31` ? 'year=' + year : keys];
};
const feedFor = state => {
  if (!PAGE.feed) return {address: '', wider: false};
  const {query, wider} = feedQuery(state);
  if (PAGE.feeds) { const path = writtenFeed(state, query); return {address: path === undefined ? '' : placed(path).href, wider}; }
  const address = placed(PAGE.feed);
  for (const [name, text] of query) address.searchParams.append(name, text);
  // A feed leaves out what is only cited unless it is asked for.
  if (state.mentions) for (const text of PAGE.enums.salience) address.searchParams.append('salience', text);
  return {address: address.href, wider};
};
const feedName = () => filtering(STATE) ? PAGE.title + '·' + described() : PAGE.title;
// The calendars' own addresses for subscribing, with the feed's address in their blanks.
const subscribers = address => {
  const webcal = address.replace(/^https?:/, 'webcal:'), [url, name, cid] = [address, feedName(), webcal].map(encodeURIComponent);
  return PAGE.calendars.map(([way, link]) => [way, filled(link, {webcal, url, name, cid})]);
};
const online = address => /^https?:/.test(address);
const subscribePanel = () => {
  const {address, wider} = feedFor(STATE), web = online(address), shown = [say('sub.what', {what: described()})];
  const download = saver('sub.download', 'ics', calendar);
  if (web) {
    const ways = subscribers(address).map(([way, link]) => outward(link, w('sub.' + way), {'data-way': way}));
    shown.push(el('div', {class: 'split'}, el('div', null, el('div', {class: 'bar'}, ...ways, download), say('sub.address'), field(address), wider ? say('sub.wider', null, NOTE) : null, say('sub.slow', null, NOTE)), qrCode(address)));
  } else shown.push(say(PAGE.feed && !online(placed()) ? 'sub.offline' : 'sub.none'), el('div', {class: 'bar'}, download));
  return shown;
};
