/** The address: "#/dead-letters/email?reason=invalid" is a screen, its channel, and its filter. */

import { query } from './api.js';

export function current() {
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [screen, channel = '', id = ''] = path.split('/').map(decodeURIComponent);
  return { screen: screen || 'overview', channel, id, filter: Object.fromEntries(new URLSearchParams(search)) };
}

/** Returns the address of a screen. */
export function to(screen, channel = '', id = '', filter = {}) {
  const path = [screen, channel, id].filter((part) => part).map(encodeURIComponent).join('/');
  return `#/${path}${query(filter)}`;
}

export function go(address) {
  location.hash = address;
}
