// In a frame the page tells its height, in three dialects: its own, pym.js's and AMP's.
const tellHeight = () => {
  if (parent === window) return;
  const pym = ASKED.get('childId') || '';
  let last = 0;
  const say = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    parent.postMessage({type: 'timeline-height', height}, '*');
    parent.postMessage({sentinel: 'amp', type: 'embed-size', height}, '*');
    parent.postMessage(`pymxPYMx${pym}xPYMxheightxPYMx${height}`, '*');
  };
  new ResizeObserver(say).observe(document.body);
  on(window, 'message', fact => { if (fact.source === parent && /xPYMxwidthxPYMx/.test(fact.data)) { last = 0; say(); } });
  say();
};
