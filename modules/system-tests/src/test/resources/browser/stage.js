// Answers in the service's stead, for states that are hard to bring about. `staged` is an object:
// path (without its query) to { status, body }; status 0 is no connection, 1 an answer that never
// comes. `asked` lists the requests that were answered so.
var asked = [];
(() => {
  const real = globalThis.fetch;
  const answerOf = (url) => {
    const { pathname } = new URL(url, location.href);
    return Object.hasOwn(staged, pathname) ? staged[pathname] : undefined;
  };
  globalThis.fetch = async (url, options) => {
    const answer = answerOf(url);
    if (answer === undefined) return real(url, options);
    asked.push({ method: options?.method, url, body: options?.body });
    if (answer.status === 1) return new Promise(() => {});
    if (answer.status === 0) throw new TypeError("staged: no connection");
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { "Content-Type": "application/json" },
    });
  };
  const Source = globalThis.EventSource;
  globalThis.EventSource = class extends EventTarget {
    constructor(url) {
      super();
      const answer = answerOf(url);
      if (answer === undefined) return new Source(url);
      this.readyState = 0;
      setTimeout(() => this.#play(answer));
    }

    #play(answer) {
      if (answer.status === 0) {
        this.#tell(new Event("error"));
        return;
      }
      if (answer.status >= 400) {
        this.readyState = 2;
        this.#tell(new Event("error"));
        return;
      }
      this.readyState = 1;
      this.#tell(new Event("open"));
      for (const [id, data] of answer.body.entries())
        this.#tell(
          new MessageEvent("message", { data: JSON.stringify(data), lastEventId: `${id}` }),
        );
    }

    #tell(event) {
      this.dispatchEvent(event);
      this[`on${event.type}`]?.(event);
    }

    close() {}
  };
  Object.assign(globalThis.EventSource, { CONNECTING: 0, OPEN: 1, CLOSED: 2 });
})();
