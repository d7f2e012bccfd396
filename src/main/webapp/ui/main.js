/** Starts the console: logs in, polls, and shows the screen that the address names. */

import { html, render, nothing } from './lib/lit/lit-html.js';
import { Announcer } from './announcer.js';
import { call, get, Refused } from './api.js';
import { Live } from './live.js';
import { current } from './route.js';
import { text } from './text/en.js';
import { keys } from './keys.js';
import { banner } from './views/banner.js';
import { frame, trouble } from './views/frame.js';
import { login } from './views/login.js';

/** The screens, each of which is loaded when it is shown first. */
const SCREENS = {
  overview: async () => (await import('./views/overview.js')).Overview,
  'dead-letters': async () => (await import('./views/groups.js')).Groups,
  list: async () => (await import('./views/list.js')).List,
  jobs: async () => (await import('./views/jobs.js')).Jobs,
  job: async () => (await import('./views/job.js')).OneJob,
};

const element = (id) => document.getElementById(id);

const announcer = new Announcer();

/** All that the screens share. */
const app = {
  me: null,
  queues: null,
  /** When the queues were asked for. */
  queuesAt: 0,
  problems: null,
  route: current(),
  needsLogin: false,
  isOperator: () => app.me?.roles.includes('operator') ?? false,
  reads: () => ['viewer', 'operator'].some((role) => app.me?.roles.includes(role)),
  queue: (channel) => app.queues?.find((queue) => queue.channel === channel),
  update,
  announce: (words, topic) => announcer.say(words, topic),
  failed,
  live: new Live(() => {
    if (app.live.error instanceof Refused && app.live.error.needsLogin) {
      askForLogin();
    }
    announceTrouble();
    update();
  }),
};

let screen = null;
let known = new Set();
let told = '';

/** Shows the login if that was the reason; returns the words for the reason. */
function failed(e) {
  if (e instanceof Refused) {
    if (e.needsLogin) {
      askForLogin();
    }
    return e.message;
  }
  if (e.name === 'AbortError') {
    return '';
  }
  return text.errors.unreachable;
}

function askForLogin() {
  app.live.stop();
  app.needsLogin = true;
  update();
}

/** Opens the login above all that is open, or closes it. */
function showLogin() {
  const dialog = element('login');
  if (app.needsLogin && !dialog.open) {
    dialog.showModal();
  } else if (!app.needsLogin && dialog.open) {
    dialog.close();
  }
}

/** Draws everything again. Only what differs is touched, so focus and what was typed stay. */
function update() {
  render(app.me ? frame(app) : nothing, element('frame'));
  render(app.me ? banner(app) : nothing, element('banner'));
  render(app.needsLogin ? login(app, begin) : nothing, element('login'));
  showLogin();
  if (screen) {
    render(screen.render(), element('main'));
  }
}

const unknown = () => html`<h1>${text.errors.screen}</h1><p><a href="#/overview">${text.screens.overview}</a></p>`;

function announceProblems() {
  const ids = new Set(app.problems.map((problem) => problem.id + problem.channel));
  const fresh = app.problems.filter((problem) => !known.has(problem.id + problem.channel));
  if (fresh.length > 0) {
    app.announce(`${text.banner.title}: ${fresh.map((problem) => text.problems[problem.id]?.(problem.parameters).what).join(' ')}`);
  }
  known = ids;
}

function announceTrouble() {
  const words = trouble(app.live);
  if (words && words !== told) {
    app.announce(words, 'trouble');
  }
  told = words;
}

async function show() {
  const route = current();
  app.route = route;
  screen?.end?.();
  screen = null;
  const load = SCREENS[route.screen];
  const Screen = load && (await load());
  if (route !== app.route) {
    return;
  }
  render(nothing, element('main'));
  screen = Screen ? new Screen(app) : { render: unknown };
  const name = text.screens[app.route.screen] ?? '';
  document.title = [name, app.me.label, text.product].filter((part) => part).join(' · ');
  update();
  screen.begin?.();
}

/** Begins, or goes on after a login. */
async function begin(me) {
  const isFirst = app.me === null || app.me.name !== me.name;
  app.me = me;
  app.needsLogin = false;
  if (!app.reads()) {
    screen = { render: () => html`<p>${text.login.nothing(me.roles)}</p>` };
  } else if (isFirst) {
    await show();
  } else {
    screen?.begin?.();
  }
  update();
  if (app.reads()) {
    await app.live.start();
  }
}

/** Closes the login if another tab of this browser has logged in. */
async function lookAgain() {
  if (app.needsLogin) {
    const me = await get('session').catch(() => ({}));
    if (me.name) {
      await begin(me);
    }
  }
}

function applyTheme() {
  document.documentElement.dataset.theme = localStorage.getItem('console.theme') ?? 'system';
}

async function main() {
  applyTheme();
  app.live.add('queues', (answer, asked) => {
    app.queues = answer.queues ?? answer;
    app.queuesAt = asked;
  });
  app.live.add('problems', (answer) => {
    app.problems = answer.problems;
    announceProblems();
  });
  addEventListener('hashchange', async () => {
    if (app.reads()) {
      await show();
      element('main').focus();
    }
  });
  // Times such as "12 s ago" grow without an answer.
  setInterval(() => document.hidden || update(), 1000);
  keys(app);
  addEventListener('focus', lookAgain);
  // Escape closes no login.
  element('login').addEventListener('cancel', (event) => event.preventDefault());
  try {
    const me = await get('session');
    if (me.name) {
      await begin(me);
      return;
    }
    app.needsLogin = true;
    update();
  } catch (e) {
    if (!(e instanceof Refused)) {
      render(text.errors.unreachable, element('main'));
      setTimeout(() => location.reload(), 5000);
      return;
    }
    app.needsLogin = true;
    update();
  }
}

/** Ends the session and forgets what was shown. */
app.logout = async () => {
  app.live.stop();
  await call('DELETE', 'session').catch(() => {});
  location.reload();
};

app.theme = (name) => {
  localStorage.setItem('console.theme', name);
  applyTheme();
};

main();
