// The control API of the sandbox: see sandbox/control/__init__.py for its addresses.

async function ask(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(`/sandbox/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered with ${response.status}.`);
  return answer;
}

export const look = (path) => ask("GET", path);
export const tell = (path, body = {}) => ask("POST", path, body);
export const lift = (path) => ask("DELETE", path);
