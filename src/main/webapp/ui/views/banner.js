import { html, nothing } from '../lib/lit/lit-html.js';
import { post } from '../api.js';
import { to } from '../route.js';
import { text } from '../text/en.js';
import { time } from './time.js';

/** All that needs a person, most urgent first; absent on a healthy day. */
export function banner(app) {
  if (!app.problems?.length) {
    return nothing;
  }
  const isUrgent = app.problems.some((problem) => problem.severity === 'critical');
  return html`<section class=${isUrgent ? 'needs urgent' : 'needs'} aria-labelledby="needs-title">
    <h2 id="needs-title">${text.banner.title}</h2>
    <ul>
      ${app.problems.map((problem) => one(app, problem))}
    </ul>
  </section>`;
}

function one(app, problem) {
  const known = text.problems[problem.id];
  const { what, todo } = known ? known(problem.parameters ?? {}) : { what: problem.id, todo: '' };
  return html`<li class=${problem.severity}>
    <p>
      <strong>${text.severities[problem.severity] ?? nothing}</strong>
      ${problem.channel ? html`<span class="label">${text.channel(problem.channel)}</span>` : nothing}
      ${what}
      ${problem.since ? html`· ${time(problem.since, text.banner.since(problem.since), 'quiet')}` : nothing}
    </p>
    <p class="todo"><strong>${text.todo}</strong> ${todo} ${link(problem)} ${resume(app, problem)}</p>
  </li>`;
}

function resume(app, { id, channel }) {
  if (id !== 'paused' || !app.isOperator()) {
    return nothing;
  }
  const go = async () => {
    try {
      await post(`queues/${channel}/resume`, {});
      app.announce(text.banner.resumed(text.channel(channel)));
      await app.live.start();
    } catch (e) {
      app.announce(app.failed(e));
    }
  };
  return html`<button @click=${go}>${text.banner.resume}</button>`;
}

function link(problem) {
  const words = text.problemLinks;
  switch (problem.id) {
    case 'dead_letters_growing':
      return html`<a href=${to('dead-letters', problem.channel)}>${words.dead_letters_growing}</a>`;
    case 'job_failed':
      return html`<a href=${to('job', problem.channel, problem.parameters.job)}>${words.job_failed}</a>`;
    default:
      return problem.channel ? html`<a href=${to('overview', problem.channel)}>${words.other}</a>` : nothing;
  }
}
