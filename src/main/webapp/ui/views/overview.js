import { html, nothing } from '../lib/lit/lit-html.js';
import { ago, number } from '../format.js';
import { to } from '../route.js';
import { text } from '../text/en.js';
import { time } from './time.js';

const words = text.overview;
const STATES = ['pending', 'processing', 'retry', 'dead_letter'];

/** A card for each channel: its messages, why nothing moves, its providers, and its instances. */
export class Overview {
  constructor(app) {
    this.app = app;
  }

  render() {
    const { queues, route } = this.app;
    const shown = queues?.filter((queue) => !route.channel || queue.channel === route.channel);
    return html`<h1>${text.screens.overview}</h1>
      ${shown ? html`<div class="cards">${shown.map((queue) => card(queue))}</div>` : html`<p class="loading">${text.loading}</p>`}`;
  }
}

function card(queue) {
  return html`<section class="card" aria-labelledby=${`card-${queue.channel}`}>
    <h2 id=${`card-${queue.channel}`}>${text.channel(queue.channel)}</h2>
    <p class=${queue.moving === 'flowing' || queue.moving === 'empty' ? 'moving' : 'moving stuck'}>
      ${words.moving[queue.moving]?.(queue) ?? nothing}
    </p>
    <dl class="counts">
      ${STATES.map(
        (state) => html`<div>
          <dt>${words.counts[state]}</dt>
          <dd>${state === 'dead_letter' ? html`<a href=${to('dead-letters', queue.channel)}>${number(queue.counts[state])}</a>` : number(queue.counts[state])}</dd>
        </div>`,
      )}
    </dl>
    <p class="quiet">${words.oldest(queue.counts.pending ? queue.oldest.pendingSeconds : null)} · ${queue.rateLimit ? words.limit(queue.rateLimit) : words.noLimit}</p>
    <dl class="counts">
      ${Object.entries(words.perMinute).map(
        ([event, name]) => html`<div><dt>${name}</dt><dd>${words.rate(queue.perSecond[event]?.['1m'])}</dd></div>`,
      )}
    </dl>
    ${queue.problems?.length ? html`<p class="error">${queue.problems.join(' ')}</p>` : nothing}
    ${queue.instances.length ? html`${providers(queue.instances)} ${instances(queue.instances)}` : html`<p class="warning">${words.noInstances}</p>`}
  </section>`;
}

/** The providers of all instances: the first pause of each name is shown, or that of its whole instance. */
function providers(all) {
  const byName = new Map();
  for (const { providers = [], breaker } of all) {
    for (const provider of providers) {
      byName.set(provider.name, byName.get(provider.name) ?? provider.breaker ?? breaker);
    }
  }
  return html`<h3>${words.providers}</h3>
    <ul class="plain">
      ${[...byName].map(
        ([name, breaker]) => html`<li>
          <strong>${name}</strong> ${breaker ? html`<span class="error">${words.stopped(breaker)}</span>` : html`<span class="good">${words.works}</span>`}
        </li>`,
      )}
    </ul>`;
}

function instances(all) {
  return html`<h3>${words.instances}</h3>
    <div class="wide" tabindex="0" role="region" aria-label=${words.instances}>
      <table>
        <thead>
          <tr>
            ${Object.values(words.columns).map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${all.map(
            (instance) => html`<tr>
              <th scope="row">${instance.host}</th>
              <td>${instance.version}</td>
              <td>${time(instance.started)}</td>
              <td>${ago(Date.now() - instance.sinceHeartbeatMs)}</td>
              <td>${number(instance.inFlight)}</td>
              <td>${instance.inFlight ? ago(Date.now() - instance.oldestClaimMs) : '–'}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
