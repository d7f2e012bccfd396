import { html } from '../lib/lit/lit-html.js';
import { to } from '../route.js';
import { text } from '../text/en.js';

/** Returns the channel of an address, or the first that there is. */
export const chosen = (app) => app.route.channel || 'email';

/** Switch between the channels of a screen. */
export function channels(app, screen) {
  return html`<nav class="tabs" aria-label=${text.channels}>
    ${['email', 'sms'].map(
      (id) => html`<a href=${to(screen, id)} aria-current=${chosen(app) === id ? 'true' : 'false'}>${text.channel(id)}</a>`,
    )}
  </nav>`;
}
