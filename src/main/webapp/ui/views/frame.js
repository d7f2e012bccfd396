import { html, nothing } from '../lib/lit/lit-html.js';
import { Refused } from '../api.js';
import { areOn, turn } from '../keys.js';
import { to } from '../route.js';
import { text } from '../text/en.js';

const STALE_MS = 10000;
const LINKS = ['overview', 'dead-letters', 'jobs'];
/** The screen in the navigation to which another one belongs. */
const PARENTS = { list: 'dead-letters', job: 'jobs' };

/** Head of each page: where one is, who one is, and how old the numbers are. */
export function frame(app) {
  return html`<a class="skip" href="#main" @click=${skip}>${text.skip}</a>
    <header>
      <strong>${text.product}</strong>
      ${app.me.label ? html`<span class="label">${app.me.label}</span>` : nothing}
      <nav aria-label=${text.navigation}>
        ${LINKS.map((name) => link(app, name))}
      </nav>
      <span class="live">${state(app)}
        <button aria-pressed=${app.live.paused} @click=${() => app.live.pause(!app.live.paused)}>
          ${app.live.paused ? text.frame.resume : text.frame.pause}
        </button>
      </span>
      <details class="who">
        <summary>${text.frame.user(app.me.name, app.me.roles)}</summary>
        <div>
          <label>${text.frame.theme}<select @change=${(event) => app.theme(event.target.value)}>
            ${Object.entries(text.frame.themes).map(
              ([name, words]) => html`<option value=${name} ?selected=${document.documentElement.dataset.theme === name}>${words}</option>`,
            )}
          </select></label>
          <label class="tick"><input type="checkbox" ?checked=${areOn()} @change=${(event) => turn(event.target.checked)} />${text.keys.on}</label>
          <button @click=${() => document.getElementById('keys').showModal()}>${text.keys.title}</button>
          <button @click=${app.logout}>${text.frame.logout}</button>
          <p class="quiet">${text.frame.build(app.me.version, app.me.server)}</p>
        </div>
      </details>
      <dialog id="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">${text.keys.title}</h2>
        <dl>${Object.entries(text.keys.list).map(([key, words]) => html`<dt><kbd>${key}</kbd></dt><dd>${words}</dd>`)}</dl>
        <form method="dialog"><button>${text.close}</button></form>
      </dialog>
    </header>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function link(app, name) {
  const shown = PARENTS[app.route.screen] ?? app.route.screen;
  const dead = app.queues?.reduce((sum, queue) => sum + (queue.counts.dead_letter ?? 0), 0);
  return html`<a href=${to(name, app.route.channel)} aria-current=${shown === name ? 'page' : 'false'}
    >${text.screens[name]}${name === 'dead-letters' ? text.frame.deadLetters(dead) : nothing}</a
  >`;
}

/** Returns why there are no new numbers, or nothing. */
export function trouble({ error }) {
  if (!error) {
    return '';
  }
  return error instanceof Refused ? text.frame.refused(error.message) : text.frame.noAnswer;
}

function state(app) {
  const { live } = app;
  if (live.paused) {
    return text.frame.paused;
  }
  if (live.isIdle) {
    return text.frame.idle;
  }
  const age = live.at && Date.now() - live.at > STALE_MS ? html`<span class="error">${text.frame.asOf(live.at)}</span>` : nothing;
  if (live.error) {
    return html`<span class="error">${trouble(live)}</span> ${age}`;
  }
  return live.at ? (age === nothing ? html`<span class="quiet">${text.frame.asOf(live.at)}</span>` : age) : text.loading;
}
