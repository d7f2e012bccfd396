/**
 * Tells users of screen readers what has changed: at most once in five seconds, so that numbers that
 * grow do not drown all else.
 */

const PAUSE_MS = 5000;

export class Announcer {
  constructor() {
    this.waiting = new Map();
    this.last = -PAUSE_MS;
    this.timer = 0;
  }

  /** Says words soon. Until then later ones of the same topic take their place. */
  say(words, topic = words) {
    this.waiting.set(topic, words);
    this.timer ||= setTimeout(() => this.speak(), Math.max(0, this.last + PAUSE_MS - performance.now()));
  }

  speak() {
    this.timer = 0;
    this.last = performance.now();
    // All outside of an open dialog is silent.
    const element = [...document.querySelectorAll('dialog[open] .announcer')].pop() ?? document.getElementById('announcer');
    element.textContent = [...this.waiting.values()].join(' ');
    this.waiting.clear();
  }
}
