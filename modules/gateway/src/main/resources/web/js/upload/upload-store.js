/**
 * Remembers unfinished multipart uploads across reloads, in IndexedDB. Where there is none (private
 * windows of some browsers) uploads work, but cannot be resumed after a reload.
 */

const DATABASE = "script-trimmer";
const STORE = "uploads";

let database;

/** @param {{id: string}} record plain data */
export function save(record) {
  return run("readwrite", (store) => store.put(record));
}

export function remove(id) {
  return run("readwrite", (store) => store.delete(id));
}

/** Says that this tab works on the upload, until the tab is closed or reloaded. */
export function hold(id) {
  navigator.locks?.request(lockOf(id), { ifAvailable: true }, () => new Promise(() => {}));
}

/** @returns {Promise<object[]>} the records that no tab works on */
export async function abandoned() {
  const records = (await run("readonly", (store) => store.getAll())) ?? [];
  const locks = (await navigator.locks?.query())?.held ?? [];
  return records.filter(({ id }) => !locks.some((lock) => lock.name === lockOf(id)));
}

function lockOf(id) {
  return `${DATABASE}-upload-${id}`;
}

async function run(mode, action) {
  try {
    database ??= open();
    const request = action((await database).transaction(STORE, mode).objectStore(STORE));
    return await promised(request);
  } catch {
    return undefined;
  }
}

function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return promised(request);
}

function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
