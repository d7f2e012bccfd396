import { html, nothing } from '../lib/lit/lit-html.js';
import { text } from '../text/en.js';

/** The button that shows what has come since: a list never changes by itself. Its place is kept without it. */
export function fresh(count, show) {
  return html`<p class="fresh">${count > 0 ? html`<button @click=${show}>${text.groups.fresh(count)}</button>` : nothing}</p>`;
}
