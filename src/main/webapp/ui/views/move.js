import { html, nothing, render } from '../lib/lit/lit-html.js';
import { call, get, post, query } from '../api.js';
import { go, to } from '../route.js';
import { text } from '../text/en.js';
import { isOver } from './jobs.js';

const words = text.move;
const DEFAULT_RATE = 10;
/** A discard of more has to be typed. */
const TYPED_FROM = 100;
const ASK_MS = 500;
/** Most entries of one request. */
const BATCH = 200;
/** Reasons that still hold for most of their messages. */
const LASTING = ['already_sent', 'opted_out', 'recipient_refused'];

/**
 * Moves many dead letters in three steps: count, rate, confirm. Then a job does it, which goes on
 * without this page.
 *
 * @param what verb, channel, filter, and the name of what is moved
 * @param done called when the dialog closes after a change
 */
export function move(app, what, done) {
  open(app, done, (dialog) => new Many(app, what, dialog));
}

/** Moves the dead letters that are ticked, at once. */
export function moveSelected(app, what, done) {
  open(app, done, (dialog) => new Selected(app, what, dialog));
}

/** Opens a dialog over the page, and gives the focus back when it closes. */
function open(app, done, content) {
  const before = document.activeElement;
  const dialog = document.createElement('dialog');
  dialog.className = 'move';
  dialog.setAttribute('aria-labelledby', 'move-title');
  document.body.append(dialog);
  const shown = content(dialog);
  shown.draw();
  dialog.addEventListener('close', () => {
    shown.isClosed = true;
    shown.leave?.();
    dialog.remove();
    before?.focus();
    if (shown.isDone) {
      done();
    }
  });
  dialog.showModal();
  shown.begin?.();
}

class Many {
  constructor(app, what, dialog) {
    Object.assign(this, { app, what, dialog, step: 'count', rate: String(DEFAULT_RATE) });
  }

  /** Starts the job, or one that only counts. */
  start(parameters) {
    const { verb, channel, filter: { order, ...filter } } = this.what;
    const path = `queues/${channel}/dead-letters`;
    if (verb === 'redrive') {
      return call('POST', `${path}/redrive${query({ ...filter, ...parameters })}`);
    }
    const all = Object.values(filter).every((value) => !value) ? 'true' : '';
    return call('DELETE', `${path}${query({ ...filter, all, ...parameters })}`);
  }

  /** Counts by a job that moves nothing. */
  async begin() {
    try {
      const { job } = await this.start({ dryRun: 'true' });
      this.job = job;
      do {
        await new Promise((resolve) => setTimeout(resolve, ASK_MS));
        this.count = await get(`queues/${this.what.channel}/jobs/${job}`);
        this.app.announce(this.progress(), 'count');
        this.draw();
      } while (!isOver(this.count) && !this.isClosed);
      if (this.count.error) {
        this.problem = this.count.error;
      } else if (this.count.found > 0) {
        this.step = 'rate';
      }
    } catch (e) {
      this.problem = this.app.failed(e);
    }
    this.draw();
  }

  /** Stops the count that is under way: the channel has one job at a time. */
  leave() {
    if (this.job && !(this.count && isOver(this.count))) {
      post(`queues/${this.what.channel}/jobs/${this.job}/stop`, {}).catch((e) => this.app.failed(e));
    }
  }

  draw() {
    render(this.template(), this.dialog);
  }

  template() {
    const { what, step } = this;
    return html`<form method="dialog" @submit=${(event) => this.submit(event)}>
      <h2 id="move-title">${words.titles[what.verb]}</h2>
      <p><strong>${text.channel(what.channel)}</strong> · ${what.name}</p>
      <ol class="steps">
        ${Object.entries(words.steps).map(([id, name]) => html`<li aria-current=${id === step ? 'step' : 'false'}>${name}</li>`)}
      </ol>
      ${this.problem ? html`<p class="error" role="alert">${this.problem}</p>` : nothing}
      <div>${this.counted()}</div>
      <div class="announcer only-read" role="status"></div>
      ${step === 'rate' ? this.rates() : nothing} ${step === 'confirm' ? this.confirmation() : nothing}
      <p class="actions">
        ${step === 'rate' ? html`<button class="primary" value="next">${text.next}</button>` : nothing}
        ${step === 'confirm' ? html`<button class="primary" value="start">${words.verbs[what.verb]} ${this.count.found}</button>` : nothing}
        <button type="button" @click=${() => this.dialog.close()}>${text.cancel}</button>
      </p>
    </form>`;
  }

  counted() {
    if (!this.count) {
      return this.problem ? nothing : html`<p>${text.loading}</p>`;
    }
    const bar = html`<progress max=${this.count.total || 1} value=${this.count.scanned} aria-label=${words.steps.count}></progress>`;
    return html`<p>${this.progress()}</p>${isOver(this.count) ? nothing : bar}`;
  }

  progress() {
    const { scanned, total, found, refused } = this.count;
    return isOver(this.count) ? `${found ? words.found(found) : words.none}${words.refused(refused)}` : words.counting(scanned, total);
  }

  rates() {
    const perSecond = Number(this.rate) || 0;
    return html`<label>${words.rate}<input
          name="rate" type="number" min="1" max="10000" .value=${this.rate}
          @input=${(event) => { this.rate = event.target.value; this.draw(); }} /></label>
      <p>${words.lasts(this.count.found, perSecond)}</p>
      ${this.warnings()}`;
  }

  warnings() {
    const { reason } = this.what.filter;
    const queue = this.app.queue(this.what.channel);
    const waits = queue && ['paused', 'provider', 'no_instances', 'not_consuming'].includes(queue.moving);
    return this.what.verb === 'redrive'
      ? html`${waits ? html`<p class="warning">${words.channelWaits(text.overview.moving[queue.moving](queue))}</p>` : nothing}
          ${reason === 'outcome_unknown' ? html`<p class="warning">${words.maybeTwice}</p>` : nothing}
          ${LASTING.includes(reason) ? html`<p class="warning">${words.failsAgain}</p>` : nothing}`
      : html`<p class="warning">${words.forGood}</p>`;
  }

  confirmation() {
    const perSecond = Number(this.rate) || 0;
    const typed = this.what.verb === 'discard' && this.count.found > TYPED_FROM;
    return html`<p>${words.lasts(this.count.found, perSecond)}</p>
      ${this.warnings()}
      ${typed
        ? html`<label>${words.type(this.count.found)}<input name="typed" inputmode="numeric" required pattern=${this.count.found} autocomplete="off" /></label>`
        : nothing}`;
  }

  async submit(event) {
    event.preventDefault();
    if (this.step === 'rate') {
      this.step = 'confirm';
      this.draw();
      this.dialog.querySelector('[name=typed], .primary')?.focus();
      return;
    }
    try {
      const { job } = await this.start({ rate: Number(this.rate) ? `${Number(this.rate)}/s` : '' });
      this.dialog.close();
      go(to('job', this.what.channel, job));
    } catch (e) {
      this.problem = this.app.failed(e);
      this.draw();
    }
  }
}

class Selected {
  constructor(app, what, dialog) {
    Object.assign(this, { app, what, dialog, moved: 0, refused: [], gone: 0 });
  }

  draw() {
    render(this.template(), this.dialog);
  }

  template() {
    const { verb, channel, entries } = this.what;
    return html`<form method="dialog" @submit=${(event) => this.submit(event)}>
      <h2 id="move-title">${words.titles[verb]}</h2>
      <p>${words.what(entries.size, text.channel(channel))}</p>
      ${this.problem ? html`<p class="error" role="alert">${this.problem}</p>` : nothing}
      ${this.isDone ? this.result() : verb === 'discard' ? html`<p class="warning">${words.forGood}</p>` : nothing}
      <p class="actions">
        ${this.isDone
          ? html`<button type="button" class="primary" @click=${() => this.dialog.close()}>${text.close}</button>`
          : html`<button class="primary">${words.verbs[verb]} ${entries.size}</button>
              <button type="button" @click=${() => this.dialog.close()}>${text.cancel}</button>`}
      </p>
    </form>`;
  }

  result() {
    return html`<div role="status">
      <p>${words.moved[this.what.verb](this.moved)}</p>
      ${this.gone ? html`<p>${words.gone(this.gone)}</p>` : nothing}
      ${this.refused.length
        ? html`<p>${words.stayed(this.refused.length)}</p>
            <ul>${[...new Set(this.refused.map((one) => one.problem))].map((problem) => html`<li>${problem}</li>`)}</ul>`
        : nothing}
    </div>`;
  }

  async submit(event) {
    event.preventDefault();
    const { verb, channel, entries } = this.what;
    const all = [...entries].map(([entry, place]) => ({ entry, place }));
    this.problem = '';
    try {
      for (let from = 0; from < all.length; from += BATCH) {
        const answer = await post(`queues/${channel}/dead-letters/${verb}`, { entries: all.slice(from, from + BATCH) });
        all.slice(from, from + BATCH).forEach(({ entry }) => entries.delete(entry));
        this.moved += answer.moved ?? answer.discarded;
        this.refused.push(...(answer.refused ?? []));
        this.gone += answer.gone.length;
      }
      this.isDone = true;
    } catch (e) {
      this.problem = this.app.failed(e);
    }
    this.draw();
    this.dialog.querySelector('.primary')?.focus();
  }
}
