import { html, nothing } from '../lib/lit/lit-html.js';
import { get } from '../api.js';
import { to } from '../route.js';
import { text } from '../text/en.js';
import { channels, chosen } from './channels.js';
import { retry } from './problem.js';
import { time } from './time.js';

const words = text.jobs;

export const isOver = (job) => ['done', 'stopped', 'failed'].includes(job.state);

/** Returns a filter in words, or that there is none. */
export function filterWords(job) {
  const parts = Object.entries(job.filter ?? {});
  return parts.length ? parts.map(([name, value]) => `${name} ${value}`).join(', ') : words.everything;
}

/** The latest jobs of a channel. */
export class Jobs {
  constructor(app) {
    this.app = app;
    this.channel = chosen(app);
  }

  begin() {
    this.end();
    this.load();
    this.end = this.app.live.add(`queues/${this.channel}/jobs`, (answer) => {
      this.jobs = answer.jobs;
    });
  }

  end() {}

  async load() {
    try {
      this.jobs = (await get(`queues/${this.channel}/jobs`)).jobs;
      this.problem = '';
    } catch (e) {
      this.problem = this.app.failed(e);
    }
    this.app.update();
  }

  render() {
    return html`<h1>${text.screens.jobs}</h1>
      ${channels(this.app, 'jobs')} ${this.problem ? retry(this.problem, () => this.load()) : nothing}
      ${this.jobs ? (this.jobs.length ? this.table() : html`<p class="empty">${words.empty}</p>`) : html`<p class="loading">${text.loading}</p>`}`;
  }

  table() {
    return html`<div class="wide" tabindex="0" role="region" aria-label=${text.screens.jobs}>
      <table>
        <thead>
          <tr>${Object.values(words.columns).map((name) => html`<th scope="col">${name}</th>`)}</tr>
        </thead>
        <tbody>
          ${this.jobs.map(
            (job) => html`<tr>
              <td><a href=${to('job', this.channel, job.id)}>${time(job.at)}</a></td>
              <td>${words.title(job)}</td>
              <td>${words.states[job.state] ?? job.state}</td>
              <td>${job.dryRun ? words.found(job.found) : words.moved(job)}</td>
              <td>${job.by}</td>
              <td>${filterWords(job)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
