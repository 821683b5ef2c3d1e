// Pressed buttons that wait for the bot's answer, which may come before the sandbox has said the query's id.

export class Queries {
  #answers = new Map();
  #waiting = new Map();

  /** Waits for the answer to a query. */
  answered(id) {
    const known = this.#answers.get(id);
    this.#answers.delete(id);
    return known ?? new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  /** Takes an `answered` event. */
  settle(event) {
    const resolve = this.#waiting.get(event.query_id);
    this.#waiting.delete(event.query_id);
    if (resolve) resolve(event);
    else this.#answers.set(event.query_id, event);
  }
}
