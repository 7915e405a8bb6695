// <event-timeline src query theme lang max-height>: a sandboxed frame that is as high as what it holds.
class EventTimeline extends HTMLElement {
  connectedCallback() {
    if (this.frame) return;
    const address = new URL(this.getAttribute('src') || '', document.baseURI);
    if (!/^https?:$/.test(address.protocol)) return;
    const query = new URLSearchParams(address.hash.startsWith('#?') ? address.hash.slice(2) : '');
    for (const [name, text] of new URLSearchParams(this.getAttribute('query') || '')) query.append(name, text);
    for (const name of ['theme', 'lang']) if (this.getAttribute(name)) query.set(name, this.getAttribute(name));
    address.searchParams.set('embed', 1);
    address.hash = String(query) && '?' + query;
    const frame = this.frame = document.createElement('iframe');
    frame.src = address.href;
    frame.title = this.getAttribute('title') || this.textContent.trim() || 'timeline';
    frame.loading = 'lazy';
    frame.sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads';
    frame.height = 600;
    frame.style.cssText = 'width:100%;border:0;display:block';
    this.hear = fact => {
      if (fact.source !== frame.contentWindow || fact.data?.type !== 'timeline-height') return;
      frame.height = Math.max(80, Math.min(+fact.data.height || 0, +this.getAttribute('max-height') || 20000));
    };
    addEventListener('message', this.hear);
    this.replaceChildren(frame);
  }
  disconnectedCallback() { removeEventListener('message', this.hear); this.frame = null; }
}
if (!customElements.get('event-timeline')) customElements.define('event-timeline', EventTimeline);
