import { html, nothing, render } from '../lib/lit/lit-html.js';
import { get, query } from '../api.js';
import { text } from '../text/en.js';
import { go, to } from '../route.js';
import { channels, chosen } from './channels.js';
import { filters } from './filters.js';
import { fresh } from './fresh.js';
import { retry } from './problem.js';
import { move, moveSelected } from './move.js';
import { heads, rows } from './rows.js';

const words = text.list;
const PAGE = 50;

/** Dead letters one by one. Rows that are shown stay as they are, with their ticks, whatever comes. */
export class List {
  constructor(app) {
    this.app = app;
    this.channel = chosen(app);
    this.filter = app.route.filter;
    this.selected = new Map();
    this.shown = 0;
    this.scanned = 0;
  }

  begin() {
    if (!this.read) {
      this.load();
    }
  }

  end() {
    this.reading?.abort();
  }

  reload() {
    this.selected.clear();
    this.shown = 0;
    this.scanned = 0;
    this.next = '';
    this.read = undefined;
    document.getElementById('rows').replaceChildren();
    this.load();
  }

  /** Reads on until there is a row to show, or all has been searched. */
  async load() {
    this.end();
    const reading = new AbortController();
    this.reading = reading;
    this.problem = '';
    this.isBusy = true;
    this.app.update();
    try {
      let page;
      do {
        page = await get(`queues/${this.channel}/dead-letters${query({ ...this.filter, limit: PAGE, cursor: this.next })}`, {
          signal: reading.signal,
        });
        this.read ??= { total: page.total, at: Date.now() };
        this.scanned += page.scanned;
        this.next = page.next;
        this.append(page.messages);
        this.tell();
      } while (page.next && page.messages.length === 0);
    } catch (e) {
      this.problem = this.app.failed(e);
    }
    this.isBusy = this.reading !== reading;
    this.tell();
  }

  tell() {
    this.app.announce(`${this.summary()} ${this.progress()}`, 'list');
    this.app.update();
  }

  /** Draws a page of rows once. Ticks are the page's own, so that 10,000 rows stay fluid. */
  append(messages) {
    if (messages.length === 0) {
      return;
    }
    const page = document.createElement('div');
    page.className = 'page';
    page.setAttribute('role', 'rowgroup');
    render(rows(messages, this.app.isOperator()), page);
    document.getElementById('rows').append(page);
    this.shown += messages.length;
    page.messages = messages;
  }

  /** Notes a tick. */
  tick(event) {
    const box = event.target.closest('input[data-entry]');
    if (box) {
      this.note(box, event.target.checked);
      this.app.update();
    }
  }

  note(box, isTicked) {
    box.checked = isTicked;
    if (isTicked) {
      this.selected.set(box.dataset.entry, Number(box.dataset.place));
    } else {
      this.selected.delete(box.dataset.entry);
    }
  }

  all(isTicked) {
    document.querySelectorAll('#rows input[data-entry]').forEach((box) => this.note(box, isTicked));
    this.app.update();
  }

  render() {
    return html`<h1>${text.screens.list}</h1>
      ${channels(this.app, 'list')} ${filters(this.filter, (filter) => go(to('list', this.channel, '', filter)))} ${this.fresh()}
      <div role="table" aria-label=${text.screens.list} class=${this.app.isOperator() ? 'list ticks' : 'list'}>
        ${heads(this.app.isOperator())}
        <div id="rows" @change=${(event) => this.tick(event)}></div>
      </div>
      ${this.problem ? retry(this.problem, () => this.load()) : nothing} ${this.foot()} ${this.app.isOperator() ? this.bar() : nothing}`;
  }

  fresh() {
    return fresh(this.app, this.channel, this.read, () => this.reload());
  }

  summary() {
    const isEmpty = this.shown === 0 && !this.next && !this.isBusy && !this.problem;
    return isEmpty ? (Object.keys(this.filter).length ? words.empty : text.groups.empty) : words.shown(this.shown);
  }

  progress() {
    const total = this.read?.total;
    return this.scanned && total ? `· ${words.searching(Math.min(this.scanned, total), total)}` : '';
  }

  foot() {
    return html`<p class="quiet">
      ${this.summary()} ${this.progress()}
      ${this.next && !this.isBusy ? html`<button @click=${() => this.load()}>${text.more}</button>` : nothing}
      ${this.isBusy ? text.loading : nothing}
    </p>`;
  }

  bar() {
    const count = this.selected.size;
    const many = (verb) => () =>
      move(this.app, { verb, channel: this.channel, filter: this.filter, name: this.name() }, () => this.reload());
    const few = (verb) => () =>
      moveSelected(this.app, { verb, channel: this.channel, entries: this.selected }, () => this.reload());
    const verbs = (start) => html`<button @click=${start('redrive')}>${text.groups.redrive}</button> <button @click=${start('discard')}>${text.groups.discard}</button>`;
    return html`<div class="bar" role="group" aria-label=${words.selected(count)}>
      ${count
        ? html`<strong>${words.selected(count)}</strong> ${verbs(few)} <button @click=${() => this.all(false)}>${words.clear}</button>`
        : html`<strong>${words.allThatMatch}</strong> ${verbs(many)}`}
      <button @click=${() => this.all(true)}>${words.selectAll}</button>
    </div>`;
  }

  name() {
    const parts = Object.entries(this.filter).filter(([name]) => name !== 'order');
    return parts.length ? parts.map(([name, value]) => `${name} ${value}`).join(', ') : text.move.everything;
  }
}
