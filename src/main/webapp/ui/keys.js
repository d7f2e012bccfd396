/** Keys for those who know them. Nothing that changes something has one. */

import { go, to } from './route.js';

const STORED = 'console.keys';
const GO = { o: 'overview', d: 'dead-letters', j: 'jobs' };

export const areOn = () => localStorage.getItem(STORED) !== 'off';
export const turn = (on) => localStorage.setItem(STORED, on ? 'on' : 'off');

const isField = (target) => target.closest('input, select, textarea, dialog[open]') !== null;

export function keys(app) {
  let after = '';
  document.addEventListener('keydown', (event) => {
    if (!areOn() || app.needsLogin || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) {
      return;
    }
    const key = after + event.key;
    after = '';
    if (event.key === 'g') {
      after = 'g';
    } else if (key.startsWith('g') && GO[key[1]]) {
      go(to(GO[key[1]], app.route.channel));
    } else if (key === '/') {
      document.querySelector('main input')?.focus();
      event.preventDefault();
    } else if (key === '?') {
      document.getElementById('keys')?.showModal();
    }
  });
}
