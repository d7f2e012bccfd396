import { html } from '../lib/lit/lit-html.js';
import { text } from '../text/en.js';

/** An error of a screen, and the button to try again. */
export function retry(problem, again) {
  return html`<p class="error" role="alert">${text.errors.title}: ${problem} <button @click=${again}>${text.errors.retry}</button></p>`;
}
