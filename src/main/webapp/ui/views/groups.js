import { html, nothing } from '../lib/lit/lit-html.js';
import { adviceFor } from '../advice.js';
import { get, query } from '../api.js';
import { moment } from '../format.js';
import { to } from '../route.js';
import { text } from '../text/en.js';
import { channels, chosen } from './channels.js';
import { fresh } from './fresh.js';
import { move } from './move.js';
import { retry } from './problem.js';

const words = text.groups;
/** Of these it is unknown whether they were sent. */
const MAYBE_SENT = 'outcome_unknown';

/** Dead letters by what the provider said: each group with its meaning and what to do. */
export class Groups {
  constructor(app) {
    this.app = app;
    this.channel = chosen(app);
  }

  begin() {
    this.load();
  }

  end() {
    this.reading?.abort();
  }

  /** Counts all dead letters part by part, and shows each part when it comes. */
  async load() {
    this.end();
    const reading = new AbortController();
    this.reading = reading;
    this.problem = '';
    const groups = new Map();
    let cursor = '';
    this.counted = 0;
    try {
      do {
        const answer = await get(`queues/${this.channel}/dead-letters/reasons${query({ cursor })}`, { signal: reading.signal });
        add(groups, answer);
        this.groups = [...groups.values()].sort((a, b) => b.count - a.count);
        this.counted += answer.counted;
        this.total = answer.total;
        this.readAt = Date.now();
        cursor = answer.next;
        this.isWhole = !cursor;
        this.app.announce(this.progress(), 'groups');
        this.app.update();
      } while (cursor);
    } catch (e) {
      this.problem = this.app.failed(e);
      this.app.update();
    }
  }

  render() {
    return html`<h1>${text.screens['dead-letters']}</h1>
      ${channels(this.app, 'dead-letters')} ${this.problem ? retry(this.problem, () => this.load()) : nothing} ${this.summary()} ${this.fresh()}
      ${this.groups ? this.parts() : html`<p class="loading">${text.loading}</p>`}`;
  }

  summary() {
    if (!this.groups || (this.isWhole && this.total === 0)) {
      return nothing;
    }
    return html`<p class="quiet">
      ${this.progress()} ·
      <a href=${to('list', this.channel)}>${text.screens.list}</a>
    </p>`;
  }

  progress() {
    if (this.isWhole && this.total === 0) {
      return words.empty;
    }
    return this.isWhole ? words.counted(this.total) : words.counting(this.counted, this.total);
  }

  fresh() {
    const read = this.isWhole ? { total: this.total, at: this.readAt } : undefined;
    return fresh(this.app, this.channel, read, () => this.load());
  }

  parts() {
    const maybe = this.groups.filter((group) => group.reason === MAYBE_SENT);
    const others = this.groups.filter((group) => group.reason !== MAYBE_SENT);
    if (this.isWhole && this.groups.length === 0) {
      return html`<p class="empty">${words.empty}</p>`;
    }
    return html`${maybe.length
      ? html`<section class="maybe" aria-labelledby="maybe-title">
          <h2 id="maybe-title">${words.maybeSent}</h2>
          <p>${words.maybeSentWhy}</p>
          ${maybe.map((group) => this.card(group))}
        </section>`
      : nothing}
    ${others.map((group) => this.card(group))}`;
  }

  card(group) {
    const [meaning, todo] = adviceFor(group.advice, group.class);
    const filter = { reason: group.reason, code: group.code, words: group.text };
    const name = [text.reason(group.reason), group.code].filter((part) => part).join(', ');
    const start = (verb) => () => move(this.app, { verb, channel: this.channel, filter, name, count: group.count }, () => this.load());
    return html`<article class="group" aria-label=${name}>
      <h3>${text.reason(group.reason)} ${group.code ? html`<code>${group.code}</code>` : nothing}</h3>
      <p class="count"><a href=${to('list', this.channel, '', filter)}>${words.share(group.count, this.total)}</a></p>
      ${group.text ? html`<blockquote>${group.text}</blockquote>` : nothing}
      <p class="meaning">${meaning}</p>
      <p class="todo"><strong>${text.todo}</strong> ${todo}</p>
      <p class="quiet">
        ${group.first
          ? html`<time datetime=${group.first} title=${`${moment(group.first)} – ${moment(group.last)}`}>${words.between(group.first, group.last)}</time>`
          : nothing}
      </p>
      <p class="actions">
        <a class="button" href=${to('list', this.channel, '', filter)}>${words.open}</a>
        ${this.app.isOperator()
          ? html`<button @click=${start('redrive')}>${words.redrive}</button> <button @click=${start('discard')}>${words.discard}</button>`
          : nothing}
      </p>
    </article>`;
  }
}

/** Adds a part of the count to the groups so far. */
function add(groups, answer) {
  for (const { reason, codes } of answer.reasons) {
    for (const { code, words: texts } of codes) {
      for (const one of texts) {
        const key = JSON.stringify([reason, code, one.text]);
        const before = groups.get(key);
        groups.set(key, before ? merged(before, one) : { reason, code, ...one });
      }
    }
  }
}

function merged(before, one) {
  const times = [before.first, before.last, one.first, one.last].filter((time) => time).sort();
  return { ...before, count: before.count + one.count, first: times[0], last: times[times.length - 1] };
}
