import { html } from '../lib/lit/lit-html.js';
import { ago, moment } from '../format.js';

/** A time as a person says it, with the exact one beside it. */
export function time(at, words = ago(at), name = '') {
  return html`<time class=${name} datetime=${at} title=${moment(at)}>${words}</time>`;
}
