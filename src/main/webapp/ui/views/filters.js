import { html, nothing } from '../lib/lit/lit-html.js';
import { text } from '../text/en.js';

const words = text.list;
const NAMES = { q: words.search, reason: words.reason, code: words.code, words: words.words, from: words.from, to: words.to };

/** The filter of a list. It is the address, so that it survives a reload and can be sent to others. */
export function filters(filter, apply) {
  function submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const given = Object.fromEntries([...form].map(([name, value]) => [name, value.trim()]));
    for (const name of ['from', 'to']) {
      given[name] = given[name] && new Date(given[name]).toISOString();
    }
    given.order = given.order === 'newest' ? '' : given.order;
    apply({ ...kept(filter), ...given });
  }
  return html`<form class="filter" @submit=${submit}>
      <label>${words.search}<input name="q" .defaultValue=${filter.q ?? ''} /></label>
      <label>${words.reason}<select name="reason">
        <option value="">${text.all}</option>
        ${Object.entries(text.reasons).map(([id, name]) => html`<option value=${id} ?selected=${filter.reason === id}>${name}</option>`)}
      </select></label>
      <label>${words.code}<input name="code" size="9" .defaultValue=${filter.code ?? ''} /></label>
      <label>${words.from}<input name="from" type="datetime-local" .defaultValue=${local(filter.from)} /></label>
      <label>${words.to}<input name="to" type="datetime-local" .defaultValue=${local(filter.to)} /></label>
      <label>${words.order}<select name="order">
        ${Object.entries(words.orders).map(([id, name]) => html`<option value=${id} ?selected=${(filter.order ?? 'newest') === id}>${name}</option>`)}
      </select></label>
      <button>${words.apply}</button>
    </form>
    ${chips(filter, apply)}`;
}

/** Parts of a filter that the form has no field for. */
function kept(filter) {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => name === 'words' || name.startsWith('field.')));
}

/** Returns a time as the browser's field writes it, in the zone of the user. */
function local(time) {
  if (!time) {
    return '';
  }
  const date = new Date(time);
  return new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function chips(filter, apply) {
  const parts = Object.entries(filter).filter(([name]) => name !== 'order');
  return parts.length === 0
    ? nothing
    : html`<ul class="chips">
        ${parts.map(([name, value]) => {
          const shown = `${NAMES[name] ?? name}: ${name === 'reason' ? text.reason(value) : value}`;
          return html`<li><button aria-label=${words.remove(shown)} @click=${() => apply({ ...filter, [name]: '' })}>${shown} <span aria-hidden="true">×</span></button></li>`;
        })}
      </ul>`;
}
