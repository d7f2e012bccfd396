/** The words for a dead letter: by the key that the server sends, or by its class for a rule of one's own. */

import { advice } from './text/advice.js';
import { text } from './text/en.js';

/** Returns [meaning, advice]. */
export function adviceFor(key, failureClass) {
  return advice[key] ?? text.ownRule(key, text.classes[failureClass] ?? failureClass ?? '');
}
