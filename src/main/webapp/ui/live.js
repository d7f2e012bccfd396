/**
 * One small poll for all that changes by itself. Its requests take turns, so an idle tab sends one in
 * two seconds; a hidden one sends none. What runs, such as a job, is asked each time.
 */

import { get, Refused, Unreachable } from './api.js';

const PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30000;
/** A poll would keep a session alive for ever. */
const IDLE_MS = 15 * 60 * 1000;
const STORED = 'console.paused';

export class Live {
  /** @param changed called after each answer and each error */
  constructor(changed) {
    this.changed = changed;
    this.sources = [];
    this.turn = 0;
    this.timer = 0;
    this.failures = 0;
    this.lastInput = Date.now();
    this.running = false;
    this.paused = localStorage.getItem(STORED) === 'yes';
    document.addEventListener('visibilitychange', () => this.wake());
    for (const event of ['pointerdown', 'keydown', 'wheel']) {
      document.addEventListener(event, () => this.input(), { passive: true });
    }
  }

  /**
   * Asks a path in turn with the others; returns a function that ends it.
   *
   * @param apply called with each answer and the time at which it was asked for
   * @param isEachTime whether it is asked each time, beside the one whose turn it is
   */
  add(path, apply, isEachTime = false) {
    const source = { path, apply, isEachTime, at: this.running ? Date.now() : 0, error: null };
    this.sources.push(source);
    return () => {
      this.sources = this.sources.filter((other) => other !== source);
    };
  }

  /** Asks everything at once, then in turn. */
  async start() {
    this.running = true;
    this.failures = 0;
    // What one had said before a login must not ask for another login once the first answer comes.
    this.sources.forEach((source) => {
      source.error = null;
    });
    clearTimeout(this.timer);
    await Promise.all(this.sources.map((source) => this.ask(source)));
    this.next();
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
  }

  /** Returns the last error of a source that has not answered since, or null. */
  get error() {
    return this.sources.map((source) => source.error).find((error) => error) ?? null;
  }

  /** Returns since when the oldest of the answers is known; 0 if there is none yet. */
  get at() {
    return Math.min(...this.sources.map((source) => source.at));
  }

  pause(paused) {
    this.paused = paused;
    localStorage.setItem(STORED, paused ? 'yes' : 'no');
    this.changed();
    this.wake();
  }

  /** Returns true if it stopped by itself since the user has gone. */
  get isIdle() {
    return Date.now() - this.lastInput > IDLE_MS;
  }

  input() {
    const wasIdle = this.isIdle;
    this.lastInput = Date.now();
    if (wasIdle) {
      this.wake();
    }
  }

  wake() {
    clearTimeout(this.timer);
    if (this.running && this.mayAsk) {
      this.step();
    }
  }

  get mayAsk() {
    return !this.paused && !document.hidden && !this.isIdle;
  }

  next() {
    clearTimeout(this.timer);
    if (!this.running) {
      return;
    }
    if (!this.mayAsk) {
      this.changed();
      return;
    }
    const told = this.error instanceof Refused ? this.error.retryAfter * 1000 : 0;
    const pause = Math.min(PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS);
    this.timer = setTimeout(() => this.step(), Math.max(told, pause));
  }

  async step() {
    clearTimeout(this.timer);
    if (this.asking || this.sources.length === 0) {
      return;
    }
    this.asking = true;
    const inTurn = this.sources.filter((source) => !source.isEachTime);
    this.turn = (this.turn + 1) % inTurn.length;
    const now = this.sources.filter((source) => source.isEachTime || source === inTurn[this.turn]);
    try {
      await Promise.all(now.map((source) => this.ask(source)));
    } finally {
      this.asking = false;
      this.next();
    }
  }

  async ask(source) {
    const asked = Date.now();
    try {
      const answer = await get(source.path);
      if (this.sources.includes(source)) {
        source.apply(answer, asked);
      }
      source.error = null;
      source.at = Date.now();
      this.failures = 0;
    } catch (e) {
      if (!(e instanceof Refused || e instanceof Unreachable)) {
        throw e;
      }
      source.error = e;
      this.failures = Math.min(this.failures + 1, 4);
    }
    this.changed();
  }
}
