import { html, nothing } from '../lib/lit/lit-html.js';
import { get, post, Refused } from '../api.js';
import { to } from '../route.js';
import { text } from '../text/en.js';
import { filterWords, isOver } from './jobs.js';
import { retry } from './problem.js';
import { time } from './time.js';

const words = text.jobs;

/** One job: its bar comes from Redis, so a reload, another tab and another operator see the same. */
export class OneJob {
  constructor(app) {
    this.app = app;
    this.path = `queues/${app.route.channel}/jobs/${app.route.id}`;
  }

  begin() {
    this.end();
    this.load();
    this.stopAsking = this.app.live.add(this.path, (job) => this.seen(job), true);
  }

  end() {
    this.stopAsking?.();
  }

  seen(job) {
    const at = Date.now();
    if (this.job && at > this.at) {
      this.perSecond = ((job.moved ?? job.discarded) - (this.job.moved ?? this.job.discarded)) / ((at - this.at) / 1000);
    }
    if (this.job && isOver(job) && !isOver(this.job)) {
      this.app.announce(`${words.title(job)}: ${words.states[job.state]}, ${words.moved(job)}`);
    }
    this.job = job;
    this.at = at;
    if (isOver(job)) {
      this.end();
    }
  }

  async load() {
    try {
      this.seen(await get(this.path));
      this.problem = '';
    } catch (e) {
      this.problem = e instanceof Refused && e.status === 404 ? words.gone : this.app.failed(e);
    }
    this.app.update();
  }

  async stop() {
    try {
      await post(`${this.path}/stop`, {});
      await this.load();
    } catch (e) {
      this.problem = this.app.failed(e);
      this.app.update();
    }
  }

  render() {
    const { job } = this;
    return html`<h1>${text.screens.job}</h1>
      <p><a href=${to('jobs', this.app.route.channel)}>${text.screens.jobs}</a></p>
      ${this.problem ? retry(this.problem, () => this.load()) : nothing} ${job ? this.shown(job) : html`<p class="loading">${text.loading}</p>`}`;
  }

  shown(job) {
    const { channel } = this.app.route;
    return html`<section class="card">
      <h2>${text.channel(channel)}: ${words.title(job)}</h2>
      <p>${filterWords(job)}</p>
      <p><strong>${words.states[job.state] ?? job.state}</strong> · ${job.by} · ${time(job.at)}</p>
      <progress max=${job.total || 1} value=${isOver(job) ? job.total || 1 : job.scanned} aria-label=${words.progress(job)}></progress>
      <p>${words.progress(job)} · ${words.found(job.found)}${job.dryRun ? nothing : html` · ${words.moved(job)}`}</p>
      ${job.refused ? html`<p>${words.refused(job.refused)}</p>` : nothing}
      ${job.error ? html`<p class="error">${job.error}</p>` : nothing}
      ${!isOver(job) && this.perSecond !== undefined ? html`<p class="quiet">${words.rateOf(this.perSecond, job.rate)}</p>` : nothing}
      <p class="actions">
        ${!isOver(job) && this.app.isOperator() ? html`<button @click=${() => this.stop()}>${words.stop}</button>` : nothing}
        ${job.action === 'redrive' && !job.dryRun && isOver(job)
          ? html`<a class="button" href=${to('list', channel, '', { ...job.filter, from: job.at, to: '' })}>${words.again}</a>`
          : nothing}
      </p>
      ${!isOver(job) ? html`<p class="quiet">${words.stopped}</p>` : nothing}
    </section>`;
  }
}
