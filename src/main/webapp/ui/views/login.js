import { html, nothing } from '../lib/lit/lit-html.js';
import { post, Refused } from '../api.js';
import { text } from '../text/en.js';

let problem = '';

/** The login. What lies behind it stays as it is, with all that was typed. */
export function login(app, begin) {
  async function submit(event) {
    event.preventDefault();
    const form = event.target;
    try {
      const me = await post('session', { user: form.user.value, password: form.password.value });
      form.password.value = '';
      problem = '';
      await begin(me);
    } catch (e) {
      problem = words(e);
      app.update();
      form.password.select();
    }
  }
  return html`<form @submit=${submit} aria-labelledby="login-title">
      <h1 id="login-title">${text.product}</h1>
      ${app.me ? html`<p>${text.login.ended}</p>` : nothing}
      ${isSafe() ? nothing : html`<p class="warning">${text.frame.insecure}</p>`}
      <label>${text.login.user}<input name="user" autocomplete="username" required autofocus .value=${app.me?.name ?? ''} /></label>
      <label>${text.login.password}<input name="password" type="password" autocomplete="current-password" required /></label>
      <p class="error" role="alert">${problem}</p>
      <button class="primary">${text.login.button}</button>
      <p><a href="api/v1/session/enter">${text.login.company}</a></p>
    </form>`;
}

const isSafe = () => location.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

function words(e) {
  if (!(e instanceof Refused)) {
    return text.errors.unreachable;
  }
  if (e.status === 429) {
    return text.login.limited(e.retryAfter);
  }
  return e.needsLogin || e.status === 403 ? text.login.wrong : text.login.failed(e.message);
}
