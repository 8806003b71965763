// What lies on this device, in three drawers of the browser's own database. Only numbers, times and states lie there in
// clear; everything that anybody wrote or reads is locked (lock.js).
const NAME = "drystone", MARKER = "drystone-kept";
export const [LOCK, VISITS, CHANGES] = ["lock", "visits", "changes"];
let opening;

// Whether anything was ever kept here: every page may ask it, and it costs nothing.
export const isUsed = () => localStorage.getItem(MARKER) !== null;
export const get = (drawer, key) => act(drawer, "readonly", (rows) => rows.get(key));
export const all = (drawer) => act(drawer, "readonly", (rows) => rows.getAll());
export const put = (drawer, row) => act(drawer, "readwrite", (rows) => rows.put(row));
// Two who ask at once find the same row: the first one's.
export const putOnce = (drawer, row) => act(drawer, "readwrite", (rows) => rows.add(row)).catch(() => {}).then(() => get(drawer, row.id));
export const remove = (drawer, key) => act(drawer, "readwrite", (rows) => rows.delete(key));

export async function throwAway() {
  const database = await opening;
  opening = undefined;
  database?.close();
  indexedDB.deleteDatabase(NAME);
  localStorage.removeItem(MARKER);
}

async function act(drawer, mode, ask) {
  const database = await open();
  return new Promise((yes, no) => {
    const change = database.transaction(drawer, mode), asked = ask(change.objectStore(drawer));
    change.oncomplete = () => yes(asked.result);
    change.onerror = change.onabort = () => no(change.error);
  });
}

function open() {
  opening ??= new Promise((yes, no) => {
    localStorage.setItem(MARKER, "1");
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(LOCK, { keyPath: "id" });
      asked.result.createObjectStore(VISITS, { keyPath: "id" });
      asked.result.createObjectStore(CHANGES, { keyPath: "id" });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => { asked.result.close(); opening = undefined; };
      yes(asked.result);
    };
    asked.onerror = asked.onblocked = () => no(asked.error);
  });
  return opening;
}
