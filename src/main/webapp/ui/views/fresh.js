import { html, nothing } from '../lib/lit/lit-html.js';
import { text } from '../text/en.js';

/**
 * The button that shows what has come since: a list never changes by itself. Its place is kept without it.
 *
 * @param read the number of dead letters when the list was read, and when that was: a count from before
 *     knows nothing newer; undefined while it is read
 */
export function fresh(app, channel, read, show) {
  const now = app.queue(channel)?.counts.dead_letter ?? 0;
  const count = read && app.queuesAt > read.at ? now - read.total : 0;
  return html`<p class="fresh">${count > 0 ? html`<button @click=${show}>${text.groups.fresh(count)}</button>` : nothing}</p>`;
}
