/** Calls of this project's API: the page knows no other source. */

const BASE = 'api/v1';

/** The server answered, and refused. */
export class Refused extends Error {
  /**
   * @param status status of HTTP
   * @param problem body as RFC 9457 has it, or an empty object
   * @param retryAfter seconds, or 0
   */
  constructor(status, problem, retryAfter) {
    super(problem.detail || problem.title || `status ${status}`);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get needsLogin() {
    return this.status === 401;
  }
}

/** No answer came: the server or the network is away. */
export class Unreachable extends Error {}

async function body(response) {
  try {
    return await response.json();
  } catch (e) {
    return {};
  }
}

/** Logins of this page so far. */
let logins = 0;

/**
 * Sends a request and returns the body of its answer.
 *
 * @param signal aborts it
 * @throws Refused with the server's reasons
 * @throws Unreachable without an answer
 */
export async function call(method, path, options) {
  const before = logins;
  try {
    const answer = await send(method, path, options);
    if (method === 'POST' && path === 'session') {
      logins++;
    }
    return answer;
  } catch (e) {
    if (e instanceof Refused && e.needsLogin && before !== logins) {
      // It was sent before the login.
      return call(method, path, options);
    }
    throw e;
  }
}

async function send(method, path, { json, signal } = {}) {
  let response;
  try {
    response = await fetch(`${BASE}/${path}`, {
      method,
      signal,
      // A company's login would answer with a redirect to another host, which a page cannot follow.
      redirect: 'manual',
      cache: 'no-store',
      // Tells the server that no person can answer a challenge. Over plain HTTP browsers do not tell it.
      headers: { 'X-Requested-With': 'console', ...(json === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new Unreachable(e.message);
  }
  if (response.type === 'opaqueredirect') {
    throw new Refused(401, {}, 0);
  }
  if (response.ok) {
    return response.status === 204 ? {} : body(response);
  }
  const retryAfter = Number(response.headers.get('Retry-After')) || 0;
  throw new Refused(response.status, await body(response), retryAfter);
}

export const get = (path, options) => call('GET', path, options);
export const post = (path, json) => call('POST', path, { json });

/** Returns a query for the parameters that have a value, with its question mark. */
export function query(parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') {
      search.append(name, value);
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
