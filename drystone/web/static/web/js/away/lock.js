// The key of what lies on this device. The server makes it for whoever is signed in; here it can be used but not read,
// and it is thrown away when she signs out, when somebody else is signed in, and when her session is over. What is
// locked then stays locked until she signs in again.
import { all, CHANGES, get, isUsed, LOCK, put, putOnce, remove, throwAway, VISITS } from "./store.js";

const ADDRESS = "/leader/visits/key/", CHECK = "the lock fits", DEVICE = "device", PATIENCE = 10_000;
export const isAble = () => isSecureContext && "serviceWorker" in navigator && "indexedDB" in self && !!crypto.subtle;
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// The lock of whoever may read here now, without asking anybody: its key is there only while her session lasts.
export async function current() {
  const locks = await people(), open = locks.find((lock) => lock.key);
  if (!open || Date.now() <= open.until) return open;
  await lockUp();
  return undefined;
}

async function people() {
  return isUsed() ? (await all(LOCK)).filter((lock) => lock.id !== DEVICE) : [];
}

// Asks the server for the key and for a token against forgery. Says {signedOut} or throws when there is no signal.
export async function ask() {
  const { device } = await putOnce(LOCK, { id: DEVICE, device: newDevice() }); // two parts of a page ask at once, for one key
  const answer = await fetch(`${ADDRESS}?device=${device}`, { redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return { signedOut: true };
  if (!answer.ok) throw new Error(`the key: ${answer.status}`);
  const told = await answer.json();
  await unlock(told, device);
  return told;
}

// Whether the server answers her just now.
export const answers = () => ask().then((told) => !told.signedOut, () => false);

async function unlock({ person, keys, seconds }, device) {
  const others = (await people()).some((lock) => lock.key && lock.id !== person);
  if (others) await lockUp(); // hers stays locked until she signs in again, whoever is here meanwhile
  const lock = isUsed() ? await get(LOCK, person) : undefined;
  const candidates = await Promise.all(keys.map((raw) => crypto.subtle.importKey("raw", bytes(raw), "AES-GCM", false, ["encrypt", "decrypt"])));
  const fits = lock && (await fitting(candidates, lock)), key = fits || candidates[0];
  const check = fits ? lock.check : await seal(CHECK, person, key);
  await put(LOCK, { id: DEVICE, device });
  await put(LOCK, { id: person, key, check, until: Date.now() + seconds * 1_000 });
}

async function fitting(candidates, lock) {
  for (const key of candidates) {
    if ((await open(lock.check, lock.id, key).catch(() => "")) === CHECK) return key;
  }
  return undefined;
}

// Anything, as nobody can read it without the key; `about` is what it belongs to, so that one cannot pass for another.
export async function seal(thing, about, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12)), text = new TextEncoder().encode(JSON.stringify(thing));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(about) }, key, text) };
}

export async function open({ iv, data }, about, key) {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(about) }, key, data);
  return JSON.parse(new TextDecoder().decode(text));
}

// Every key is gone, and with it every page that was kept; what was not sent stays, locked. If there is none, all goes.
export async function lockUp() {
  const unsent = (await all(CHANGES)).filter((row) => row.state !== "sent");
  if (!unsent.length) return throwAway();
  for (const lock of await people()) await put(LOCK, { ...lock, key: undefined, until: 0 });
  for (const row of await all(VISITS)) await remove(VISITS, row.id);
  for (const row of await all(CHANGES)) if (row.state === "sent") await remove(CHANGES, row.id);
  return undefined;
}

const newDevice = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
